import { buildProject, buildRuns } from './builds.js';
import { autoScalingGroup, instance, lambdaFunction } from './compute.js';
import { cacheCluster, memoryDbUser } from './caches.js';
import { appRunnerService, ecrRepository, ecsCluster, ecsService, eksCluster, taskDefinition } from './containers.js';
import { dbCluster, dbInstance } from './databases.js';
import { deployApplication, deploymentGroup, deployments } from './deployments.js';
import { configurationSet, emailIdentity } from './email.js';
import { Estate, isGlobal, type EstateAccount } from './estate.js';
import { historyOf, type History, type Told } from './history.js';
import { role } from './identity.js';
import { logGroup, queue, topic } from './messaging.js';
import { certificate, loadBalancer, securityGroup, vpc } from './network.js';
import { OWN_TYPES } from './own-types.js';
import { pipeline, pipelineExecutions } from './pipelines.js';
import { Place, type ResourceMaker } from './place.js';
import { defaultRegions } from './regions.js';
import { stack } from './stacks.js';
import { stateMachine, stateMachineAlias, stateMachineVersion } from './state-machines.js';
import { bucket, table, volume } from './storage.js';
import { mskCluster, mskServerlessCluster } from './streaming.js';

export interface AccountPlan extends Omit<EstateAccount, 'regions' | 'createdAt'> {
  /** Defaults to seventeen regions of which four are enabled. */
  regions?: EstateAccount['regions'];
  /** Defaults to the regions that are enabled by default. */
  populatedRegions?: string[];
  /** Resources of an average kind in each populated region, 0 for an empty account; default 10. */
  resourcesPerKind?: number;
  /** Defaults to all kinds that can be generated, and to the types that accounts have for themselves. */
  kinds?: string[];
  /** Regions with two more resources of every type that Cloud Control lists, made from its schema. Default none. */
  everyTypeIn?: string[];
}

export interface EstatePlan {
  seed: string;
  accounts: AccountPlan[];
  /** Up to when things have run. Default: up to now. */
  now?: Date;
}

interface Maker {
  make: ResourceMaker;
  /** How many there are for ten of an average kind. */
  inTen: number;
  /** Of each of them. */
  history?: History;
}

const MAKERS: { [type: string]: Maker } = {
  'AWS::IAM::Role': { make: role, inTen: 20 },
  'AWS::EC2::VPC': { make: vpc, inTen: 2 },
  'AWS::EC2::SecurityGroup': { make: securityGroup, inTen: 10 },
  'AWS::EC2::Instance': { make: instance, inTen: 10 },
  'AWS::S3::Bucket': { make: bucket, inTen: 10 },
  'AWS::Lambda::Function': { make: lambdaFunction, inTen: 15 },
  'AWS::DynamoDB::Table': { make: table, inTen: 6 },
  'AWS::RDS::DBInstance': { make: dbInstance, inTen: 4 },
  'AWS::SQS::Queue': { make: queue, inTen: 10 },
  'AWS::SNS::Topic': { make: topic, inTen: 6 },
  'AWS::ECS::Cluster': { make: ecsCluster, inTen: 3 },
  'AWS::ECR::Repository': { make: ecrRepository, inTen: 6 },
  'AWS::EKS::Cluster': { make: eksCluster, inTen: 2 },
  'AWS::Logs::LogGroup': { make: logGroup, inTen: 25 },
  'AWS::EC2::Volume': { make: volume, inTen: 10 },
  'AWS::CertificateManager::Certificate': { make: certificate, inTen: 4 },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { make: loadBalancer, inTen: 4 },
  'AWS::AutoScaling::AutoScalingGroup': { make: autoScalingGroup, inTen: 4 },
  'AWS::AppRunner::Service': { make: appRunnerService, inTen: 4 },
  'AWS::CloudFormation::Stack': { make: stack, inTen: 8 },
  'AWS::RDS::DBCluster': { make: dbCluster, inTen: 3 },
  'AWS::ElastiCache::CacheCluster': { make: cacheCluster, inTen: 3 },
  'AWS::MemoryDB::User': { make: memoryDbUser, inTen: 3 },
  'AWS::MSK::Cluster': { make: mskCluster, inTen: 2 },
  'AWS::MSK::ServerlessCluster': { make: mskServerlessCluster, inTen: 2 },
  'AWS::CodeBuild::Project': { make: buildProject, inTen: 3, history: buildRuns },
  'AWS::CodeDeploy::Application': { make: deployApplication, inTen: 3 },
  'AWS::CodeDeploy::DeploymentGroup': { make: deploymentGroup, inTen: 6, history: deployments },
  'AWS::CodePipeline::Pipeline': { make: pipeline, inTen: 3, history: pipelineExecutions },
  'AWS::StepFunctions::StateMachine': { make: stateMachine, inTen: 3 },
  'AWS::StepFunctions::StateMachineVersion': { make: stateMachineVersion, inTen: 6 },
  'AWS::StepFunctions::StateMachineAlias': { make: stateMachineAlias, inTen: 3 },
  'AWS::ECS::Service': { make: ecsService, inTen: 9 },
  'AWS::ECS::TaskDefinition': { make: taskDefinition, inTen: 12 },
  'AWS::SES::ConfigurationSet': { make: configurationSet, inTen: 2 },
  'AWS::SES::EmailIdentity': { make: emailIdentity, inTen: 4 },
};

/** What has run comes with what runs. */
export const generatedKinds: readonly string[] = Object.keys(MAKERS);

/** The same plan makes the same estate on every machine, at any time but for what has run; a bigger plan only adds to a smaller one. */
export function generateEstate({ seed, accounts, now }: EstatePlan): Estate {
  const estate = new Estate();
  for (const account of accounts) populate(estate, { seed, account, now });
  return estate;
}

/** Adds an account to an estate, with all that its plan and the seed make of it. */
export function populate(
  estate: Estate,
  { seed, account, now = new Date() }: { seed: string; account: AccountPlan; now?: Date | undefined },
): void {
  const { id, name, regions = defaultRegions(), resourcesPerKind = 10, kinds = generatedKinds } = account;
  estate.addAccount({ id, name, regions, createdAt: '2024-02-01T10:00:00Z' });
  const byDefault = regions.filter(({ status }) => status === 'ENABLED_BY_DEFAULT').map((region) => region.name);
  const populated = account.populatedRegions ?? byDefault;
  if (account.kinds === undefined && resourcesPerKind > 0) {
    for (const region of populated) registerTypes(estate, id, region);
  }
  for (const type of kinds) {
    for (const region of isGlobal(type) ? ['us-east-1'] : populated) {
      const all = made(new Place(seed, id, region), type, { resourcesPerKind, now });
      for (const [madeType, properties] of all) estate.put(id, region, madeType, properties);
    }
  }
}

function registerTypes(estate: Estate, accountId: string, region: string): void {
  for (const { type, resource } of OWN_TYPES) {
    estate.register(accountId, region, type);
    estate.put(accountId, region, type.typeName, resource);
  }
}

function made(place: Place, type: string, { resourcesPerKind, now }: { resourcesPerKind: number; now: Date }): Told[] {
  const { make, inTen, history } = MAKERS[type] ?? unknownKind(type);
  const count = resourcesPerKind === 0 ? 0 : Math.max(1, Math.round((resourcesPerKind * inTen) / 10));
  return Array.from({ length: count }, (_, index) => index).flatMap((index): Told[] => [
    [type, make(place, index, place.random(type, index))],
    ...(history === undefined ? [] : historyOf(place, type, { history, index, now })),
  ]);
}

function unknownKind(type: string): never {
  throw new Error(`No resources of ${type} can be generated; put them into the estate one by one.`);
}
