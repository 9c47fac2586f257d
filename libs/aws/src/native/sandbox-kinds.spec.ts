import type {
  AwsAccount,
  JsonObject,
  ListedResource,
  Listing,
  ModelPage,
  ResourcePage,
  ResourceSource,
} from '@longshore/domain';
import { findKind, needsModel } from '@longshore/kinds';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, signal } from '../../testing/connected-account.js';
import { TestIssuer } from '../../testing/test-issuer.js';
import { AwsResources } from '../aws-resources.js';
import { ResourceModels } from '../models/resource-models.js';
import { WebIdentitySessions } from '../web-identity-sessions.js';

const ACCOUNT = {
  id: '123456789012',
  name: 'demo',
  resourcesPerKind: 12,
  populatedRegions: ['us-east-1', 'eu-west-1'],
};

/** Kinds that Cloud Control lists too, with the identifier of both. */
const BOTH = [
  'AWS::CodeDeploy::Application',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::CodePipeline::Pipeline',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Instance',
  'AWS::ECR::Repository',
  'AWS::ECS::Cluster',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::EKS::Cluster',
  'AWS::Lambda::Function',
  'AWS::MSK::Cluster',
  'AWS::MSK::ServerlessCluster',
  'AWS::MemoryDB::User',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
];

let aws: SandboxAws;
let issuer: TestIssuer;
let account: AwsAccount;
let source: ResourceSource;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  aws = await startSandboxAws({ seed: 'native', accounts: [ACCOUNT] });
  account = await connectAccount({ aws, issuer });
  const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
  const options = { endpoint: aws.url, isStandIn: true, schedule: IMPATIENT, isPaced: false };
  source = new AwsResources(sessions, options);
});
afterAll(() => Promise.all([aws.close(), issuer.close()]));

/** All of a listing, also of one that is made of one for each parent. */
async function resources(listing: Listing): Promise<ListedResource[]> {
  const kind = findKind(listing.kind);
  if (listing.native || !kind || !needsModel(kind)) return walked(listing);
  const found: ListedResource[] = [];
  let token: string | null = null;
  do {
    const page: ModelPage = await new ResourceModels(source).page(account, listing, token, signal);
    for (const model of page.models) found.push(...(await walked({ ...listing, model })));
    token = page.nextToken;
  } while (token !== null);
  return found;
}

async function walked(listing: Listing): Promise<ListedResource[]> {
  const found: ListedResource[] = [];
  let token: string | null = null;
  do {
    const page: ResourcePage = await source.page(account, listing, token, signal);
    found.push(...page.resources);
    token = page.nextToken;
  } while (token !== null);
  return found;
}

const identifiers = async (listing: Listing) => (await resources(listing)).map(({ identifier }) => identifier).sort();

describe('a kind that both ways list', () => {
  it.each(BOTH)('has the same resources by the same identifiers: %s', async (kind) => {
    const listing = { kind, region: 'eu-west-1' };

    const native = await identifiers({ ...listing, native: { actions: [] } });

    expect(native.length).toBeGreaterThan(0);
    expect(native).toEqual(await identifiers(listing));
  });

  it('has the same ElastiCache clusters, which Cloud Control knows by another type', async () => {
    const region = 'eu-west-1';

    const native = await identifiers({ kind: 'AWS::ElastiCache::Cluster', region, native: { actions: [] } });

    expect(native.length).toBeGreaterThan(0);
    expect(native).toEqual(await identifiers({ kind: 'AWS::ElastiCache::CacheCluster', region }));
  });

  it('has the buckets of all regions at once', async () => {
    const kind = 'AWS::S3::Bucket';
    const everywhere = aws.estate.everything(account.awsAccountId, kind).map(({ identifier }) => identifier);

    const native = await identifiers({ kind, region: 'us-east-1', native: { actions: ['GetBucketEncryptionAction'] } });

    expect(native).toEqual(everywhere.sort());
  });

  it.each([...BOTH, 'AWS::S3::Bucket', 'AWS::ElastiCache::Cluster'])(
    'is read again by its identifier: %s',
    async (kind) => {
      const listing = { kind, region: 'us-east-1', native: { actions: [] } };
      const [identifier = ''] = await identifiers(listing);

      expect(await source.read(account, listing, identifier, signal)).not.toBeNull();
    },
  );
});

describe('a kind that only its service lists', () => {
  const listing = (kind: string): Listing => ({ kind, region: 'eu-west-1', native: { actions: [] } });
  const held = (type: string) => aws.estate.resources(account.awsAccountId, 'eu-west-1', type);

  it('has all build projects', async () => {
    const projects = held('AWS::CodeBuild::Project').map(({ identifier }) => identifier);

    expect(projects.length).toBeGreaterThan(0);
    expect(await identifiers(listing('AWS::CodeBuild::Project'))).toEqual(projects);
  });

  it.each([
    ['AWS::CodeBuild::BuildRun', 'StartTime'],
    ['AWS::CodeDeploy::Deployment', 'CreateTime'],
    ['AWS::CodePipeline::PipelineExecution', 'StartTime'],
    ['AWS::CodePipeline::ActionExecution', 'StartTime'],
  ])('has what of %s is not older than 30 days, as it was', async (kind, at) => {
    const since = Date.now() - 30 * 24 * 60 * 60 * 1000;
    const recent = held(kind).filter(({ properties }) => Date.parse(String(properties[at])) > since);

    const told = await resources(listing(kind));

    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(held(kind).length);
    expect(told.sort((a, b) => (a.identifier < b.identifier ? -1 : 1))).toMatchObject(
      recent.map(({ identifier, properties }) => ({ identifier, properties })),
    );
  });

  it('has a build that is listed behind a page of builds before the window', async () => {
    const put = (Id: string, days: number) => {
      const StartTime = new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();
      aws.estate.put(account.awsAccountId, 'eu-central-1', 'AWS::CodeBuild::BuildRun', { Id, StartTime });
    };
    // CodeBuild lists the highest identifier first, whenever it ran.
    for (let number = 0; number < 120; number++) put(`website:${number}`, 40);
    put('api:1', 1);

    const told = await identifiers({ ...listing('AWS::CodeBuild::BuildRun'), region: 'eu-central-1' });

    expect(told).toEqual(['api:1']);
  });

  it('has the targets of the deployments that it has', async () => {
    const deployments = await identifiers(listing('AWS::CodeDeploy::Deployment'));
    const targets = held('AWS::CodeDeploy::DeploymentTarget');
    const recent = targets.filter(({ properties }) => deployments.includes(String(properties['DeploymentId'])));

    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(targets.length);
    expect(await identifiers(listing('AWS::CodeDeploy::DeploymentTarget'))).toEqual(
      recent.map(({ identifier }) => identifier),
    );
  });
});

describe('state machines, which Cloud Control cannot list', () => {
  const region = 'eu-west-1';
  const held = (type: string) => aws.estate.resources(account.awsAccountId, region, type);
  const kind = 'AWS::StepFunctions::StateMachine';

  it('are all there, and read again by their identifier', async () => {
    const listing = { kind, region, native: { actions: [] } };
    const known = held(kind).map(({ identifier }) => identifier);

    expect(known.length).toBeGreaterThan(1);
    expect(await identifiers(listing)).toEqual(known);
    expect(await source.read(account, listing, known[0] ?? '', signal)).toMatchObject({ Arn: known[0] });
    expect(await source.read(account, listing, `${known[0]}-none`, signal)).toBeNull();
  });

  it('have the registry’s names and values with all their actions', async () => {
    const actions = ['DescribeStateMachineAction', 'DescribeStateMachineDefinitionAction'];

    const told = await resources({ kind, region, native: { actions } });

    expect(told).toEqual(
      held(kind).map(({ identifier, properties: { Name: _name, Tags: _tags, LoggingConfiguration, ...rest } }) => ({
        identifier,
        properties: {
          ...rest,
          LoggingConfiguration: {
            ...(LoggingConfiguration as JsonObject),
            Destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: expect.stringContaining('log-group:') } }],
          },
          Status: 'ACTIVE',
          CreationDate: '2024-02-01T10:00:00Z',
        },
      })),
    );
  });

  it('lack a definition whose key is the customer’s, and nothing else', async () => {
    const Arn = `arn:aws:states:eu-central-1:${account.awsAccountId}:stateMachine:sealed`;
    const key = { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: 'alias/flows' };
    const sealed = { Arn, StateMachineName: 'sealed', RoleArn: 'role', DefinitionString: '{}' };
    aws.estate.put(account.awsAccountId, 'eu-central-1', kind, { ...sealed, EncryptionConfiguration: key });
    const actions = ['DescribeStateMachineAction', 'DescribeStateMachineDefinitionAction'];

    const [told] = await resources({ kind, region: 'eu-central-1', native: { actions } });

    expect(told).toEqual({
      identifier: Arn,
      restricted: 'kms:Decrypt',
      properties: {
        Arn,
        StateMachineName: 'sealed',
        StateMachineType: 'STANDARD',
        CreationDate: '2024-02-01T10:00:00Z',
        RoleArn: 'role',
        EncryptionConfiguration: key,
        Status: 'ACTIVE',
      },
    });
  });

  it.each(['AWS::StepFunctions::StateMachineVersion', 'AWS::StepFunctions::StateMachineAlias'])(
    'are what %s is listed by',
    async (type) => {
      const known = held(type).map(({ identifier }) => identifier);

      expect(known.length).toBeGreaterThan(1);
      expect(await identifiers({ kind: type, region })).toEqual(known);
    },
  );
});

describe('the parts of pipelines', () => {
  it.each([
    ['AWS::CodePipeline::Stage', ['Source', 'Build', 'Deploy']],
    ['AWS::CodePipeline::Action', ['Source|Checkout', 'Build|Build', 'Deploy|Production']],
  ])('are those that they declare: %s', async (kind, parts) => {
    const listing = { region: 'eu-west-1', native: { actions: [] } };
    const pipelines = await identifiers({ ...listing, kind: 'AWS::CodePipeline::Pipeline' });

    const told = await identifiers({ ...listing, kind });

    expect(told).toEqual(pipelines.flatMap((pipeline) => parts.map((part) => `${pipeline}|${part}`)).sort());
  });
});

describe('a resource of a service', () => {
  it.each([
    'AWS::CodeBuild::Project',
    'AWS::CodeBuild::BuildRun',
    'AWS::CodeDeploy::DeploymentGroup',
    'AWS::CodeDeploy::Deployment',
    'AWS::CodeDeploy::DeploymentTarget',
    'AWS::CodePipeline::Pipeline',
    'AWS::CodePipeline::Stage',
    'AWS::CodePipeline::Action',
    'AWS::ECS::Service',
    'AWS::ECS::TaskDefinition',
    'AWS::SES::ConfigurationSet',
  ])('reads as it was listed: %s', async (kind) => {
    const listing = { kind, region: 'eu-west-1', native: { actions: [] } };
    const [first] = await resources(listing);

    expect(await source.read(account, listing, first?.identifier ?? '', signal)).toEqual(first?.properties);
  });
});
