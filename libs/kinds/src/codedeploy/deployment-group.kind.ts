import { defineKind } from '../define-kind.js';
import { account, region, string, tags } from '../fields.js';

export const codedeployDeploymentGroup = defineKind({
  type: 'AWS::CodeDeploy::DeploymentGroup',
  title: 'CodeDeploy deployment group',
  source: 'native',
  native: {
    service: 'codedeploy',
    parents: {
      operation: 'ListApplications',
      items: 'applications[]',
      as: 'applicationName',
      token: ['nextToken', 'nextToken'],
    },
    list: {
      operation: 'ListDeploymentGroups',
      input: { applicationName: '{applicationName}' },
      items: 'deploymentGroups[]',
      as: 'deploymentGroupName',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      {
        name: 'GetDeploymentGroupDetailsAction',
        operation: 'BatchGetDeploymentGroups',
        input: { applicationName: '{applicationName}' },
        batch: {
          size: 100,
          into: 'deploymentGroupNames',
          each: '{deploymentGroupName}',
          answers: 'deploymentGroupsInfo[]',
          by: ['deploymentGroupName'],
          failures: { at: 'errorMessage' },
        },
        merge: [''],
      },
      {
        name: 'GetDeploymentGroupTags',
        alias: ['GetDeploymentGroupTagsAction'],
        optional: true,
        operation: 'ListTagsForResource',
        input: {
          ResourceArn:
            'arn:{aws.partition}:codedeploy:{aws.region}:{aws.accountId}:deploymentgroup:{applicationName}/{deploymentGroupName}',
        },
        token: ['NextToken', 'NextToken'],
        merge: [{ Tags: 'Tags' }],
        empty: { Tags: [] },
      },
    ],
    identifier: '{ApplicationName}|{DeploymentGroupName}',
    read: { item: { applicationName: '{ApplicationName}', deploymentGroupName: '{DeploymentGroupName}' } },
  },
  blueprint: 'codedeployDeploymentGroup',
  entity: {
    identifier: '.Properties.DeploymentGroupId',
    title: '.Properties.ApplicationName + "/" + .Properties.DeploymentGroupName',
    properties: {
      region,
      application: string('Application', '.Properties.ApplicationName'),
      computePlatform: string('Compute platform', '.Properties.ComputePlatform'),
      configuration: string('Deployment configuration', '.Properties.DeploymentConfigName'),
      type: string('Deployment type', '.Properties.DeploymentStyle.deploymentType'),
      lastStatus: string('Last deployment', '.Properties.LastAttemptedDeployment.status'),
      serviceRole: string('Role', '.Properties.ServiceRoleArn'),
      tags,
    },
    relations: { account },
  },
});
