import { defineKind } from '../define-kind.js';
import { account, boolean, region, string, tags, time } from '../fields.js';

export const codedeployApplication = defineKind({
  type: 'AWS::CodeDeploy::Application',
  title: 'CodeDeploy application',
  source: 'native',
  native: {
    service: 'codedeploy',
    list: {
      operation: 'ListApplications',
      items: 'applications[]',
      as: 'applicationName',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      {
        name: 'GetCodeDeployApplicationDetailsAction',
        operation: 'BatchGetApplications',
        batch: {
          size: 100,
          into: 'applicationNames',
          each: '{applicationName}',
          answers: 'applicationsInfo[]',
          by: ['applicationName'],
        },
        merge: [''],
      },
      {
        name: 'GetCodeDeployApplicationTagsAction',
        operation: 'ListTagsForResource',
        input: {
          ResourceArn: 'arn:{aws.partition}:codedeploy:{aws.region}:{aws.accountId}:application:{applicationName}',
        },
        token: ['NextToken', 'NextToken'],
        merge: [{ Tags: 'Tags' }],
        empty: { Tags: [] },
      },
    ],
    identifier: '{ApplicationName}',
    read: { item: { applicationName: '{ApplicationName}' } },
  },
  blueprint: 'codeDeployApplication',
  entity: {
    identifier: '.Properties.ApplicationId',
    title: '.Properties.ApplicationName',
    properties: {
      region,
      computePlatform: string('Compute platform', '.Properties.ComputePlatform'),
      linkedToGitHub: boolean('Linked to GitHub', '.Properties.LinkedToGitHub'),
      gitHubAccount: string('GitHub account', '.Properties.GitHubAccountName'),
      created: time('Created', '.Properties.CreateTime'),
      tags,
    },
    relations: { account },
  },
});
