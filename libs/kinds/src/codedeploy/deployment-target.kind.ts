import { defineKind } from '../define-kind.js';
import { account, region, string, time } from '../fields.js';

const target = '(.Properties | .InstanceTarget // .LambdaTarget // .EcsTarget // .CloudFormationTarget)';

/** Listed below the deployments that the window holds; nothing of a target changes before its deployment was made. */
export const codedeployDeploymentTarget = defineKind({
  type: 'AWS::CodeDeploy::DeploymentTarget',
  title: 'CodeDeploy deployment target',
  source: 'native',
  native: {
    service: 'codedeploy',
    parents: {
      operation: 'ListDeployments',
      input: { createTimeRange: { start: '{since}' } },
      items: 'deployments[]',
      as: 'deploymentId',
      token: ['nextToken', 'nextToken'],
    },
    list: {
      operation: 'ListDeploymentTargets',
      input: { deploymentId: '{deploymentId}' },
      items: 'targetIds[]',
      as: 'targetId',
      token: ['nextToken', 'nextToken'],
      noneWhen: ['DeploymentNotStartedException'],
    },
    actions: [
      {
        name: 'GetDeploymentTargetDetailsAction',
        operation: 'BatchGetDeploymentTargets',
        input: { deploymentId: '{deploymentId}' },
        batch: {
          size: 25,
          into: 'targetIds',
          each: '{targetId}',
          answers: 'deploymentTargets[]',
          by: [
            'instanceTarget.targetId',
            'lambdaTarget.targetId',
            'ecsTarget.targetId',
            'cloudFormationTarget.targetId',
          ],
        },
        merge: [''],
      },
    ],
    identifier: '{DeploymentId}|{TargetId}',
    read: { item: { deploymentId: '{DeploymentId}', targetId: '{TargetId}' } },
    history: {
      days: 30,
      at: [
        'InstanceTarget.lastUpdatedAt',
        'LambdaTarget.lastUpdatedAt',
        'EcsTarget.lastUpdatedAt',
        'CloudFormationTarget.lastUpdatedAt',
      ],
    },
    build: { DeploymentId: '{deploymentId}' },
  },
  blueprint: 'codeDeployDeploymentTarget',
  entity: {
    identifier: '.Properties.DeploymentId + "/" + .Properties.TargetId',
    title: '.Properties.TargetId',
    properties: {
      region,
      type: string('Type', '.Properties.DeploymentTargetType'),
      status: string('Status', `${target}.status`),
      lastUpdated: time('Last updated', `${target}.lastUpdatedAt`),
    },
    relations: {
      account,
      deployment: { title: 'Deployment', target: 'codeDeployDeployment', from: '.Properties.DeploymentId' },
    },
  },
});
