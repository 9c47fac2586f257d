import { defineKind } from '../define-kind.js';
import { account, boolean, region, string, tags } from '../fields.js';

export const ecrRepository = defineKind({
  type: 'AWS::ECR::Repository',
  title: 'ECR repository',
  isStarting: true,
  reach: 'regional',
  permissions: [
    'ecr:DescribeRepositories',
    'ecr:GetLifecyclePolicy',
    'ecr:GetRepositoryPolicy',
    'ecr:ListTagsForResource',
  ],
  native: {
    service: 'ecr',
    list: {
      operation: 'DescribeRepositories',
      input: { maxResults: 100 },
      items: 'repositories[]',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      { name: 'DescribeRepositoriesAction' },
      {
        name: 'GetRepositoryPolicyAction',
        optional: true,
        operation: 'GetRepositoryPolicy',
        input: { repositoryName: '{repositoryName}' },
        merge: [{ RepositoryPolicyText: 'policyText' }],
        emptyWhen: ['RepositoryPolicyNotFoundException'],
      },
      {
        name: 'GetLifecyclePolicyAction',
        optional: true,
        operation: 'GetLifecyclePolicy',
        input: { repositoryName: '{repositoryName}' },
        merge: [{ LifecyclePolicy: '' }],
        emptyWhen: ['LifecyclePolicyNotFoundException'],
      },
      {
        name: 'ListTagsForResourceAction',
        optional: true,
        operation: 'ListTagsForResource',
        input: { resourceArn: '{repositoryArn}' },
        merge: [{ Tags: 'tags' }],
        empty: { Tags: [] },
      },
    ],
    identifier: '{RepositoryName}',
    read: {
      operation: 'DescribeRepositories',
      input: { repositoryNames: ['{RepositoryName}'] },
      items: 'repositories[]',
    },
  },
  blueprint: 'ecrRepository',
  entity: {
    identifier: '.Properties.RepositoryArn // .Properties.Arn',
    title: '.Properties.RepositoryName',
    properties: {
      arn: string('ARN', '.Properties.RepositoryArn // .Properties.Arn'),
      region,
      uri: string('URI', '.Properties.RepositoryUri'),
      scanOnPush: boolean(
        'Scan on push',
        '.Properties.ImageScanningConfiguration | [.ScanOnPush, .scanOnPush] | map(values) | first',
      ),
      tagMutability: string('Tag mutability', '.Properties.ImageTagMutability'),
      encryption: string('Encryption', '.Properties.EncryptionConfiguration | .EncryptionType // .encryptionType'),
      tags,
    },
    relations: { account },
  },
});
