import { defineKind } from '../define-kind.js';
import { account, region, string, time } from '../fields.js';

export const codedeployDeployment = defineKind({
  type: 'AWS::CodeDeploy::Deployment',
  title: 'CodeDeploy deployment',
  source: 'native',
  native: {
    service: 'codedeploy',
    list: {
      operation: 'ListDeployments',
      input: { createTimeRange: { start: '{since}' } },
      items: 'deployments[]',
      as: 'deploymentId',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      {
        name: 'GetDeploymentAction',
        operation: 'GetDeployment',
        input: { deploymentId: '{deploymentId}' },
        merge: ['deploymentInfo'],
      },
      { name: 'ListDeploymentsAction' },
    ],
    identifier: '{DeploymentId}',
    read: { item: { deploymentId: '{DeploymentId}' } },
    history: { days: 30, at: ['CreateTime'] },
  },
  blueprint: 'codeDeployDeployment',
  entity: {
    identifier: '.Properties.DeploymentId',
    title: '.Properties.DeploymentId',
    properties: {
      region,
      status: string('Status', '.Properties.Status'),
      application: string('Application', '.Properties.ApplicationName'),
      deploymentGroup: string('Deployment group', '.Properties.DeploymentGroupName'),
      computePlatform: string('Compute platform', '.Properties.ComputePlatform'),
      creator: string('Creator', '.Properties.Creator'),
      error: string('Error', '.Properties.ErrorInformation.message'),
      created: time('Created', '.Properties.CreateTime'),
      completed: time('Completed', '.Properties.CompleteTime'),
    },
    relations: { account },
  },
});
