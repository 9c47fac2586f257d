import { createHash } from 'node:crypto';
import type { JsonObject } from '@longshore/domain';
import { CREATED, each, picked, tagged, text, type Expectation, type Expectations, type Home } from './expectation.js';
import { isKept } from './histories.js';

/** What happened: in the catalog for thirty days. */
export const history = (at: string, entity: Parameters<typeof each>[0]): Expectation => ({
  entities: (properties, home) => (isKept(properties[at]) ? [entity(properties, home)] : []),
});

const deployments = ({ others }: Home) => others('AWS::CodeDeploy::Deployment');

export const deliveryKinds: Expectations = {
  'AWS::CodeBuild::Project': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'Name'),
    properties: {
      ...picked(p, { arn: 'Arn', description: 'Description', sourceType: 'Source.type', image: 'Environment.image' }),
      ...picked(p, { sourceLocation: 'Source.location', visibility: 'ProjectVisibility', created: 'Created' }),
      ...picked(p, { lastModified: 'LastModified' }),
      // Its tags are spelt small.
      tags: tagged(p),
    },
  })),
  'AWS::CodeBuild::BuildRun': history('StartTime', (p, { accountId, region }) => ({
    identifier: text(p, 'Id'),
    title: `${text(p, 'ProjectName')} - build ${text(p, 'BuildNumber')}`,
    properties: {
      ...picked(p, { arn: 'Arn', number: 'BuildNumber', status: 'BuildStatus', phase: 'CurrentPhase' }),
      ...picked(p, { initiator: 'Initiator', sourceVersion: 'SourceVersion', started: 'StartTime', ended: 'EndTime' }),
    },
    relations: { project: `arn:aws:codebuild:${region}:${accountId}:project/${text(p, 'ProjectName')}` },
  })),
  'AWS::CodeDeploy::Application': each((p, home) => ({
    identifier: serviceId('AWS::CodeDeploy::Application', text(p, 'ApplicationName'), home),
    title: text(p, 'ApplicationName'),
    properties: {
      ...picked(p, { computePlatform: 'ComputePlatform' }),
      linkedToGitHub: false,
      created: CREATED,
      tags: tagged(p),
    },
  })),
  'AWS::CodeDeploy::DeploymentGroup': each((p, home) => {
    const [application, group] = [text(p, 'ApplicationName'), text(p, 'DeploymentGroupName')];
    const owner = home.others('AWS::CodeDeploy::Application').find((one) => one['ApplicationName'] === application);
    const last = deployments(home)
      .filter((one) => one['ApplicationName'] === application && one['DeploymentGroupName'] === group)
      .sort((a, b) => (text(a, 'CreateTime') < text(b, 'CreateTime') ? -1 : 1))
      .at(-1);
    return {
      identifier: serviceId('AWS::CodeDeploy::DeploymentGroup', `${application}|${group}`, home),
      title: `${application}/${group}`,
      properties: {
        ...picked(p, { application: 'ApplicationName', configuration: 'DeploymentConfigName' }),
        ...picked(p, { serviceRole: 'ServiceRoleArn', type: 'DeploymentStyle.DeploymentType' }),
        computePlatform: owner?.['ComputePlatform'] ?? null,
        lastStatus: last?.['Status'] ?? null,
        tags: tagged(p),
      },
    };
  }),
  'AWS::CodeDeploy::Deployment': history('CreateTime', (p) => ({
    identifier: text(p, 'DeploymentId'),
    title: text(p, 'DeploymentId'),
    properties: {
      ...picked(p, { status: 'Status', application: 'ApplicationName', deploymentGroup: 'DeploymentGroupName' }),
      ...picked(p, { computePlatform: 'ComputePlatform', creator: 'Creator', error: 'ErrorInformation.message' }),
      ...picked(p, { created: 'CreateTime', completed: 'CompleteTime' }),
    },
  })),
  'AWS::CodeDeploy::DeploymentTarget': {
    entities(p, home) {
      const deployment = deployments(home).find((one) => one['DeploymentId'] === p['DeploymentId']);
      if (!isKept(deployment?.['CreateTime'])) return [];
      const told = (p['InstanceTarget'] ?? p['LambdaTarget'] ?? p['EcsTarget']) as JsonObject;
      return [
        {
          identifier: `${text(p, 'DeploymentId')}/${text(p, 'TargetId')}`,
          title: text(p, 'TargetId'),
          properties: {
            ...picked(told, { status: 'status', lastUpdated: 'lastUpdatedAt' }),
            type: text(p, 'DeploymentTargetType'),
          },
          relations: { deployment: text(p, 'DeploymentId') },
        },
      ];
    },
  },
};

/** The id that only the service gives a resource, which the stand-in derives from where it is and what it is. */
function serviceId(type: string, identifier: string, { accountId, region }: Home): string {
  const hex = createHash('sha256').update([accountId, region, type, identifier].join(' ')).digest('hex');
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join('-');
}
