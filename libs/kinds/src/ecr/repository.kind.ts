import { defineKind } from '../define-kind.js';
import { account, boolean, region, string, tags } from '../fields.js';

export const ecrRepository = defineKind({
  type: 'AWS::ECR::Repository',
  title: 'ECR repository',
  reach: 'regional',
  enrich: 'get',
  permissions: [
    'ecr:DescribeRepositories',
    'ecr:GetLifecyclePolicy',
    'ecr:GetRepositoryPolicy',
    'ecr:ListTagsForResource',
  ],
  blueprint: 'ecrRepository',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.RepositoryName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      uri: string('URI', '.Properties.RepositoryUri'),
      scanOnPush: boolean('Scan on push', '.Properties.ImageScanningConfiguration.ScanOnPush'),
      tagMutability: string('Tag mutability', '.Properties.ImageTagMutability'),
      encryption: string('Encryption', '.Properties.EncryptionConfiguration.EncryptionType'),
      tags,
    },
    relations: { account },
  },
});
