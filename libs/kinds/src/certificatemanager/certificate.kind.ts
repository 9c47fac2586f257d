import { defineKind } from '../define-kind.js';
import { account, array, region, string, tags } from '../fields.js';

/** Its schema has neither status nor dates. */
export const acmCertificate = defineKind({
  type: 'AWS::CertificateManager::Certificate',
  title: 'ACM certificate',
  permissions: ['acm:ListCertificates', 'acm:DescribeCertificate', 'acm:ListTagsForCertificate'],
  blueprint: 'acmCertificate',
  entity: {
    identifier: '.Properties.CertificateArn',
    title: '.Properties.DomainName',
    properties: {
      arn: string('ARN', '.Properties.CertificateArn'),
      region,
      domainName: string('Domain', '.Properties.DomainName'),
      alternativeNames: array('Alternative names', '.Properties.SubjectAlternativeNames'),
      keyAlgorithm: string('Key algorithm', '.Properties.KeyAlgorithm'),
      authority: string('Private authority', '.Properties.CertificateAuthorityArn'),
      transparencyLogging: string('Transparency logging', '.Properties.CertificateTransparencyLoggingPreference'),
      export: string('Export', '.Properties.CertificateExport'),
      tags,
    },
    relations: { account },
  },
});
