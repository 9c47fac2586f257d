import { defineKind } from '../define-kind.js';
import { account, array, boolean, object, region, string, tags } from '../fields.js';

/** Every region lists the buckets of all regions, by name only; a read succeeds in the bucket's own region and says not found elsewhere. */
export const s3Bucket = defineKind({
  type: 'AWS::S3::Bucket',
  title: 'S3 bucket',
  reach: 'regional',
  enrich: 'get',
  permissions: [
    's3:ListAllMyBuckets',
    's3:ListBucket',
    's3:GetBucketTagging',
    's3:GetBucketVersioning',
    's3:GetBucketPublicAccessBlock',
    's3:GetEncryptionConfiguration',
    's3:GetLifecycleConfiguration',
  ],
  blueprint: 's3Bucket',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.BucketName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      domainName: string('Regional domain name', '.Properties.RegionalDomainName'),
      versioning: boolean('Versioning', '.Properties.VersioningConfiguration.Status == "Enabled"'),
      encryption: object('Encryption', '.Properties.BucketEncryption'),
      publicAccessBlock: object('Public access block', '.Properties.PublicAccessBlockConfiguration'),
      lifecycleRules: array('Lifecycle rules', '.Properties.LifecycleConfiguration.Rules'),
      tags,
    },
    relations: { account },
  },
});
