import {
  AwsCallFailed,
  type AwsAccount,
  type Listing,
  type ListedResource,
  type ResourcePage,
  ResourceSource,
} from '@longshore/domain';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, signal } from '../../testing/connected-account.js';
import { TestIssuer } from '../../testing/test-issuer.js';
import { CloudControlSource } from '../cloud-control-source.js';
import { WebIdentitySessions } from '../web-identity-sessions.js';
import { ModelledListings } from './modelled-listings.js';

const region = 'eu-west-1';
const listing = (kind: string, more: Partial<Listing> = {}): Listing => ({ region, kind, ...more });

let aws: SandboxAws;
let issuer: TestIssuer;
let account: AwsAccount;
let source: ModelledListings;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  aws = await startSandboxAws({
    seed: 'models',
    accounts: [{ id: '123456789012', name: 'demo', resourcesPerKind: 0 }],
  });
  account = await connectAccount({ aws, issuer });
  const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
  source = new ModelledListings(
    new CloudControlSource(sessions, { endpoint: aws.url, schedule: IMPATIENT, isPaced: false }),
  );
});
afterEach(() => aws.rules.clear());
afterAll(() => Promise.all([aws.close(), issuer.close()]));

const walk = async (asked: Listing, of = source): Promise<ListedResource[]> => {
  const found: ListedResource[] = [];
  for (let token: string | null = null; ; ) {
    const page: Awaited<ReturnType<ModelledListings['page']>> = await of.page(account, asked, token, signal);
    found.push(...page.resources);
    if (page.nextToken === null) return found;
    token = page.nextToken;
  }
};

const ACCOUNT = '123456789012';
const put = (kind: string, properties: ListedResource['properties']) =>
  aws.estate.put(ACCOUNT, region, kind, properties);
const names = (found: ListedResource[]) => found.map(({ identifier }) => identifier).sort();

describe('a listing of a kind that needs a resource model', () => {
  beforeAll(() => {
    for (const cluster of ['blue', 'green', 'red']) {
      put('AWS::EKS::Cluster', { Name: cluster, Arn: `arn:aws:eks:${region}:${ACCOUNT}:cluster/${cluster}` });
      if (cluster !== 'green') put('AWS::EKS::Nodegroup', { Id: `${cluster}|workers`, ClusterName: cluster });
    }
    const balancer = `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:loadbalancer/app/web/1`;
    const listener = `${balancer}/listener`;
    put('AWS::ElasticLoadBalancingV2::LoadBalancer', { LoadBalancerArn: balancer });
    put('AWS::ElasticLoadBalancingV2::Listener', { ListenerArn: listener, LoadBalancerArn: balancer });
    put('AWS::ElasticLoadBalancingV2::ListenerRule', { RuleArn: `${listener}/rule`, ListenerArn: listener });
    put('AWS::Transfer::Server', { Arn: `arn:aws:transfer:${region}:${ACCOUNT}:server/s-1`, ServerId: 's-1' });
    put('AWS::Transfer::User', { Arn: `arn:aws:transfer:${region}:${ACCOUNT}:user/s-1/ann`, ServerId: 's-1' });
    put('AWS::WAFv2::IPSet', { Name: 'office', Id: '1', Scope: 'REGIONAL' });
  });

  it.each([
    ['each parent', 'AWS::EKS::Nodegroup', ['blue|workers', 'red|workers']],
    [
      'each parent’s parent',
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      [`arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:loadbalancer/app/web/1/listener/rule`],
    ],
    ['a property of each parent', 'AWS::Transfer::User', [`arn:aws:transfer:${region}:${ACCOUNT}:user/s-1/ann`]],
    ['each constant', 'AWS::WAFv2::IPSet', ['office|1|REGIONAL']],
  ])('walks %s', async (_what, kind, identifiers) => {
    expect(names(await walk(listing(kind)))).toEqual(identifiers);
  });

  it('asks only for the models that the mapping names', async () => {
    expect(names(await walk(listing('AWS::EKS::Nodegroup', { models: [{ ClusterName: 'red' }] })))).toEqual([
      'red|workers',
    ]);
  });

  it('says what to write where only the mapping can tell', async () => {
    const asked = walk(listing('AWS::SSO::Assignment'));

    await expect(asked).rejects.toMatchObject({
      failure: {
        reason: 'unsupported',
        refusal: 'model-needed',
        awsCode: 'ResourceModelRequired',
        detail:
          'The resource model of AWS::SSO::Assignment has to name InstanceArn, PermissionSetArn, PrincipalId, PrincipalType, TargetId, TargetType.',
      },
    });
  });

  it('fails whole when one parent’s listing is refused', async () => {
    aws.rules.add({
      service: 'cloudcontrol',
      kind: 'AWS::EKS::Nodegroup',
      error: { code: 'AccessDeniedException' },
      times: 1,
    });

    await expect(walk(listing('AWS::EKS::Nodegroup'))).rejects.toBeInstanceOf(AwsCallFailed);
  });

  it('starts anew when the parent whose children it is reading is gone', async () => {
    const clusters = (count: number) =>
      new ModelledListings(
        new Clusters(
          Array.from({ length: count }, () => 3),
          2,
        ),
      );
    const asked = listing('AWS::EKS::Addon');
    const first = await clusters(1).page(account, asked, null, signal);

    const next = clusters(0).page(account, asked, first.nextToken, signal);

    await expect(next).rejects.toMatchObject({ failure: { isTokenExpired: true } });
  });

  it('has every child once, however the pages of parents and children fall', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(7), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (sizes, pageSize) => {
          const found = await walk(listing('AWS::EKS::Addon'), new ModelledListings(new Clusters(sizes, pageSize)));

          const all = sizes.flatMap((size, cluster) => Array.from({ length: size }, (_, n) => `c${cluster}|a${n}`));
          expect(names(found)).toEqual(all.sort());
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Clusters with that many addons each, in pages of one size. */
class Clusters extends ResourceSource {
  constructor(
    private readonly sizes: number[],
    private readonly pageSize: number,
  ) {
    super();
  }

  override async page(_account: AwsAccount, { kind, model }: Listing, token: string | null): Promise<ResourcePage> {
    const cluster = Number(String(model?.['ClusterName']).slice(1));
    const all =
      kind === 'AWS::EKS::Cluster'
        ? this.sizes.map((_, place) => `c${place}`)
        : Array.from({ length: this.sizes[cluster] ?? 0 }, (_, n) => `c${cluster}|a${n}`);
    const from = Number(token ?? 0);
    const resources = all.slice(from, from + this.pageSize).map((identifier) => ({ identifier, properties: {} }));
    return { resources, nextToken: from + this.pageSize < all.length ? String(from + this.pageSize) : null };
  }

  override async read(): Promise<null> {
    return null;
  }
}
