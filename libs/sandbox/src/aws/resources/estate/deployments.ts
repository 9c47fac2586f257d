import type { JsonObject } from '@longshore/domain';
import { after, type History, type Told } from './history.js';
import { plausibleName, plausibleTags } from './names.js';
import type { Place, ResourceMaker } from './place.js';
import type { Random } from './random.js';

const PLATFORMS = ['Server', 'Lambda', 'ECS'] as const;
type Platform = (typeof PLATFORMS)[number];

const GROUPS = ['production', 'staging', 'canary'] as const;

const applicationName = (index: number) => `${plausibleName(index)}-app`;
const platformOf = (application: number): Platform => PLATFORMS[application % PLATFORMS.length] ?? 'Server';

/** Three groups in one application. */
const applicationOf = (group: number) => Math.floor(group / GROUPS.length);
const groupName = (group: number): string => GROUPS[group % GROUPS.length] ?? 'production';

const STYLES: { [platform in Platform]: { option: string; type: string; configuration: string } } = {
  Server: { option: 'WITHOUT_TRAFFIC_CONTROL', type: 'IN_PLACE', configuration: 'CodeDeployDefault.OneAtATime' },
  Lambda: { option: 'WITH_TRAFFIC_CONTROL', type: 'BLUE_GREEN', configuration: 'CodeDeployDefault.LambdaAllAtOnce' },
  ECS: { option: 'WITH_TRAFFIC_CONTROL', type: 'BLUE_GREEN', configuration: 'CodeDeployDefault.ECSAllAtOnce' },
};

export const deployApplication: ResourceMaker = (_place, index, random) => ({
  ApplicationName: applicationName(index),
  ComputePlatform: platformOf(index),
  Tags: plausibleTags(random),
});

export const deploymentGroup: ResourceMaker = (place, index, random) => {
  const application = applicationOf(index);
  const platform = platformOf(application);
  const { option, type, configuration } = STYLES[platform];
  const name = plausibleName(application);
  return {
    ApplicationName: applicationName(application),
    DeploymentGroupName: groupName(index),
    DeploymentConfigName: configuration,
    ServiceRoleArn: `arn:aws:iam::${place.accountId}:role/${name}-role`,
    DeploymentStyle: { DeploymentOption: option, DeploymentType: type },
    AutoRollbackConfiguration: { Enabled: random.chance(0.7), Events: ['DEPLOYMENT_FAILURE'] },
    OutdatedInstancesStrategy: 'UPDATE',
    ...(platform === 'Server' && { Ec2TagFilters: [{ Key: 'team', Value: 'storefront', Type: 'KEY_AND_VALUE' }] }),
    ...(platform === 'ECS' && { ECSServices: [{ ClusterName: `${name}-cluster`, ServiceName: name }] }),
    Tags: plausibleTags(random),
  };
};

/** Deployments and their targets are not in the registry: first letters are large as in our kinds, the rest is CodeDeploy's own. */
export const deployments: History = {
  everyDays: 6,
  tell(place, { index, at }, random) {
    const application = applicationOf(index);
    const platform = platformOf(application);
    const { option, type, configuration } = STYLES[platform];
    const id = `d-${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 9)}`;
    const status = random.pick(['Succeeded', 'Succeeded', 'Succeeded', 'Failed', 'Stopped']);
    const ended = after(at, random.integer(120, 1800));
    // Stopped before it began.
    const isBegun = status !== 'Stopped';
    const targets = isBegun ? targetsOf(place, { id, application, status, ended }, random) : [];
    const deployment = {
      DeploymentId: id,
      ApplicationName: applicationName(application),
      DeploymentGroupName: groupName(index),
      DeploymentConfigName: configuration,
      ComputePlatform: platform,
      DeploymentStyle: { deploymentOption: option, deploymentType: type },
      Status: status,
      Creator: random.pick(['user', 'user', 'codeDeployRollback']),
      Revision: {
        revisionType: 'GitHub',
        gitHubLocation: { repository: `example/${plausibleName(application)}`, commitId: random.hex(40) },
      },
      FileExistsBehavior: 'DISALLOW',
      CreateTime: after(at, 0),
      ...(isBegun && { StartTime: after(at, 5) }),
      CompleteTime: ended,
      DeploymentOverview: overview(status, targets.length),
      ...(status === 'Failed' && {
        ErrorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'Too few targets are healthy after the deployment.' },
      }),
    };
    return [['AWS::CodeDeploy::Deployment', deployment], ...targets];
  },
};

function overview(status: string, targets: number): JsonObject {
  const counts = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
  if (status === 'Succeeded') return { ...counts, Succeeded: targets };
  return { ...counts, Failed: targets };
}

interface Deployed {
  id: string;
  application: number;
  status: string;
  ended: string;
}

function targetsOf(place: Place, deployed: Deployed, random: Random): Told[] {
  const name = plausibleName(deployed.application);
  switch (platformOf(deployed.application)) {
    case 'Lambda': {
      const version = random.integer(2, 40);
      const versions = { currentVersion: String(version - 1), targetVersion: String(version) };
      const lambdaFunctionInfo = { functionName: name, functionAlias: 'live', ...versions };
      return [target(place, deployed, { type: 'LambdaTarget', id: `${name}:live`, rest: { lambdaFunctionInfo } })];
    }
    case 'ECS':
      return [
        target(place, deployed, { type: 'ECSTarget', id: `${name}-cluster:${name}`, rest: { taskSetsInfo: [] } }),
      ];
    case 'Server':
      return [0, 1].map((host) => target(place, deployed, { type: 'InstanceTarget', id: place.ec2Id('i', host) }));
  }
}

function target(
  place: Place,
  { id: deploymentId, status, ended }: Deployed,
  { type, id: targetId, rest = {} }: { type: string; id: string; rest?: JsonObject },
): Told {
  const targetArn = place.arn('codedeploy', `deploymentTarget/${deploymentId}/${targetId}`);
  const told = { deploymentId, targetId, targetArn, status, lastUpdatedAt: ended, lifecycleEvents: [], ...rest };
  // Its member is `ecsTarget`.
  const member = type === 'ECSTarget' ? 'EcsTarget' : type;
  const properties = { DeploymentId: deploymentId, TargetId: targetId, DeploymentTargetType: type, [member]: told };
  return ['AWS::CodeDeploy::DeploymentTarget', properties];
}
