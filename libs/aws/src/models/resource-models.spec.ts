import {
  type AwsAccount,
  type Listing,
  type ListedResource,
  type ModelDirectory,
  type ResourcePage,
  ResourceSource,
} from '@longshore/domain';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allModels } from '../../testing/all-models.js';
import { connectAccount, IMPATIENT, signal } from '../../testing/connected-account.js';
import { TestIssuer } from '../../testing/test-issuer.js';
import { AwsResources } from '../aws-resources.js';
import { WebIdentitySessions } from '../web-identity-sessions.js';
import { ResourceModels } from './resource-models.js';

const region = 'eu-west-1';

let aws: SandboxAws;
let issuer: TestIssuer;
let account: AwsAccount;
let source: ModelDirectory;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  aws = await startSandboxAws({
    seed: 'models',
    accounts: [{ id: '123456789012', name: 'demo', resourcesPerKind: 0 }],
  });
  account = await connectAccount({ aws, issuer });
  const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
  source = new ResourceModels(
    new AwsResources(sessions, { endpoint: aws.url, isStandIn: true, schedule: IMPATIENT, isPaced: false }),
  );
});
afterEach(() => aws.rules.clear());
afterAll(() => Promise.all([aws.close(), issuer.close()]));

const look = (kind: string, of = source) => allModels(of, account, { region, kind });

const ACCOUNT = '123456789012';
const put = (kind: string, properties: ListedResource['properties']) =>
  aws.estate.put(ACCOUNT, region, kind, properties);

describe('the resource models of a kind that AWS lists by them', () => {
  const balancer = `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:loadbalancer/app/web/1`;
  const other = `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:loadbalancer/app/web/2`;
  const machines = ['pay', 'refund'].map((name) => `arn:aws:states:${region}:${ACCOUNT}:stateMachine:${name}`);

  beforeAll(() => {
    for (const cluster of ['blue', 'green'])
      put('AWS::EKS::Cluster', { Name: cluster, Arn: `arn:aws:eks:${region}:${ACCOUNT}:cluster/${cluster}` });
    for (const LoadBalancerArn of [balancer, other]) {
      put('AWS::ElasticLoadBalancingV2::LoadBalancer', { LoadBalancerArn });
      put('AWS::ElasticLoadBalancingV2::Listener', { ListenerArn: `${LoadBalancerArn}/listener`, LoadBalancerArn });
    }
    for (const Arn of machines) put('AWS::StepFunctions::StateMachine', { Arn, StateMachineName: 'pay' });
    put('AWS::Transfer::Server', { Arn: `arn:aws:transfer:${region}:${ACCOUNT}:server/s-1`, ServerId: 's-1' });
  });

  it.each([
    ['each parent', 'AWS::EKS::Nodegroup', [{ ClusterName: 'blue' }, { ClusterName: 'green' }]],
    [
      'each parent of a parent',
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      [{ ListenerArn: `${balancer}/listener` }, { ListenerArn: `${other}/listener` }],
    ],
    ['a property of each parent', 'AWS::Transfer::User', [{ ServerId: 's-1' }]],
    ['each constant', 'AWS::WAFv2::IPSet', [{ Scope: 'REGIONAL' }]],
    [
      'each parent that only its own service lists',
      'AWS::StepFunctions::StateMachineAlias',
      machines.map((StateMachineArn) => ({ StateMachineArn })),
    ],
  ])('are one for %s', async (_what, kind, models) => {
    expect(await look(kind)).toEqual({ models });
  });

  it('do not read a parent whose identifier is all that is needed', async () => {
    await look('AWS::EKS::Nodegroup');

    expect(aws.calls.total({ operation: 'GetResource', kind: 'AWS::EKS::Cluster' })).toBe(0);
  });

  it('are for the mapping to tell where several keys are needed', async () => {
    await expect(look('AWS::SSO::Assignment')).rejects.toMatchObject({
      failure: {
        reason: 'unsupported',
        refusal: 'model-needed',
        awsCode: 'ResourceModelRequired',
        detail:
          'The resource model of AWS::SSO::Assignment has to name InstanceArn, PermissionSetArn, PrincipalId, PrincipalType, TargetId, TargetType.',
      },
    });
  });

  it('are not known where the parents cannot be listed', async () => {
    aws.rules.add({ service: 'cloudcontrol', kind: 'AWS::EKS::Cluster', error: { code: 'AccessDeniedException' } });

    await expect(look('AWS::EKS::Nodegroup')).rejects.toMatchObject({ failure: { reason: 'denied' } });
  });

  it('are not known where the service that alone lists the parents refuses to', async () => {
    aws.rules.add({ service: 'sfn', deny: { by: 'identity' } });

    await expect(look('AWS::StepFunctions::StateMachineVersion')).rejects.toMatchObject({
      failure: { reason: 'denied', action: 'states:ListStateMachines' },
    });
  });

  it('are looked for anew where the service no longer knows a page of the parents', async () => {
    const listing = { region, kind: 'AWS::StepFunctions::StateMachineVersion' };

    await expect(source.page(account, listing, 'outdated', signal)).rejects.toMatchObject({
      failure: { reason: 'transient', isTokenExpired: true },
    });
  });

  it('are those below the other parents where one cannot be looked into, and say that there may be more', async () => {
    const kind = 'AWS::ElasticLoadBalancingV2::Listener';
    aws.rules.add({ service: 'cloudcontrol', kind, error: { code: 'AccessDeniedException' }, times: 1 });

    const { models, missed } = await look('AWS::ElasticLoadBalancingV2::ListenerRule');

    expect([models.length, missed?.reason]).toEqual([1, 'denied']);
  });

  it('are each there once, however the pages of parents and theirs fall', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(7), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (sizes, pageSize) => {
          const { models } = await look(
            'AWS::ElasticLoadBalancingV2::ListenerRule',
            new ResourceModels(new Balancers(sizes, pageSize)),
          );

          const all = sizes.flatMap((size, balancer) => Array.from({ length: size }, (_, n) => `b${balancer}|l${n}`));
          expect(models.map(({ ListenerArn }) => ListenerArn).sort()).toEqual(all.sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are looked for anew where a page token is none of ours', async () => {
    const of = new ResourceModels(new Balancers([1], 1));
    const listing = { region, kind: 'AWS::ElasticLoadBalancingV2::ListenerRule' };

    await expect(of.page(account, listing, '["a token of before"]', signal)).rejects.toMatchObject({
      failure: { isTokenExpired: true },
    });
  });
});

/** Load balancers with that many listeners each, in pages of one size. */
class Balancers extends ResourceSource {
  constructor(
    private readonly sizes: number[],
    private readonly pageSize: number,
  ) {
    super();
  }

  override async page(_account: AwsAccount, { kind, model }: Listing, token: string | null): Promise<ResourcePage> {
    const balancer = Number(String(model?.['LoadBalancerArn']).slice(1));
    const all =
      kind === 'AWS::ElasticLoadBalancingV2::LoadBalancer'
        ? this.sizes.map((_, place) => `b${place}`)
        : Array.from({ length: this.sizes[balancer] ?? 0 }, (_, n) => `b${balancer}|l${n}`);
    const from = Number(token ?? 0);
    const resources = all.slice(from, from + this.pageSize).map((identifier) => ({ identifier, properties: {} }));
    return { resources, nextToken: from + this.pageSize < all.length ? String(from + this.pageSize) : null };
  }

  override async read(): Promise<null> {
    return null;
  }
}
