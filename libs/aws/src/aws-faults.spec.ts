import { type AwsAccount, AwsCallFailed, type Listing, type ResourcePage } from '@longshore/domain';
import { type NewFaultRule, type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, signal } from '../testing/connected-account.js';
import { TestIssuer } from '../testing/test-issuer.js';
import { CloudControlSource } from './cloud-control-source.js';
import { WebIdentitySessions } from './web-identity-sessions.js';

const ID = '123456789012';
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'];
const groups: Listing = { region: 'eu-west-1', kind: 'AWS::EC2::SecurityGroup' };
const queues: Listing = { region: 'eu-west-1', kind: 'AWS::SQS::Queue', enrich: 'all' };

let aws: SandboxAws;
let issuer: TestIssuer;
let account: AwsAccount;
let source: CloudControlSource;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  aws = await startSandboxAws({
    seed: 'faults',
    accounts: [{ id: ID, name: 'demo', resourcesPerKind: 30, kinds: [groups.kind, queues.kind, 'AWS::S3::Bucket'] }],
  });
  account = await connectAccount({ aws, issuer });
  source = newSource({ idleTimeoutMs: 300 });
  await source.page(account, groups, null, signal);
});
afterEach(() => {
  aws.rules.clear();
  aws.limits.replace({});
  aws.calls.clear();
});
afterAll(() => Promise.all([aws.close(), issuer.close()]));

function newSource(options: { idleTimeoutMs?: number } = {}) {
  const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
  return new CloudControlSource(sessions, { endpoint: aws.url, schedule: IMPATIENT, isPaced: false, ...options });
}

const walk = async (listing: Listing, using = source) => {
  const resources: ResourcePage['resources'] = [];
  for (let token: string | null = null, isFirst = true; isFirst || token !== null; isFirst = false) {
    const page: ResourcePage = await using.page(account, listing, token, signal);
    resources.push(...page.resources);
    token = page.nextToken;
  }
  return resources;
};

const failureOf = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof AwsCallFailed)) throw error;
  const { detail: _detail, ...failure } = error.failure;
  return failure;
};

const reads = () => aws.calls.total({ operation: 'GetResource', kind: 'AWS::S3::Bucket' });
const onLists = (rule: NewFaultRule) => aws.rules.add({ service: 'cloudcontrol', operation: 'ListResources', ...rule });

describe('a listing', () => {
  const denied = { reason: 'denied', awsCode: 'AccessDeniedException', action: 'cloudformation:ListResources' };

  it.each<[string, NewFaultRule, object]>([
    ['its identity policy denies', { deny: { by: 'identity' } }, denied],
    ['its permissions boundary denies', { deny: { by: 'permissions-boundary' } }, denied],
    ['its permissions boundary lacks', { deny: { by: 'permissions-boundary', isExplicit: false } }, denied],
    [
      'a service control policy denies',
      { deny: { by: 'service-control' } },
      { ...denied, refusal: 'organization-policy' },
    ],
    ['our session policy denies', { deny: { by: 'session' } }, { ...denied, isRestrictedByUs: true }],
    ['our session policy lacks', { deny: { by: 'session', isExplicit: false } }, { ...denied, isRestrictedByUs: true }],
    [
      'its handler may not do',
      { deny: { by: 'service-control', action: 'ec2:*' } },
      { ...denied, action: 'ec2:DescribeSecurityGroups', refusal: 'organization-policy' },
    ],
    ['AWS throttles', { throttle: true }, { reason: 'throttled', awsCode: 'ThrottlingException' }],
    [
      'AWS fails',
      { error: { code: 'ServiceInternalErrorException', status: 500 } },
      { reason: 'transient', awsCode: 'ServiceInternalErrorException' },
    ],
    ['AWS does not answer', { hang: true }, { reason: 'timed-out', awsCode: 'TimeoutError' }],
    ['AWS answers too slowly', { latencyMs: 5_000 }, { reason: 'timed-out', awsCode: 'TimeoutError' }],
    ['has lost its session', { expireSession: true }, { reason: 'auth-lost', awsCode: 'ExpiredTokenException' }],
  ])('that %s fails for that reason', async (_title, rule, expected) => {
    onLists(rule);

    expect(await failureOf(source.page(account, groups, null, signal))).toEqual(expected);
  });

  it.each<[string, NewFaultRule]>([
    ['throttles', { throttle: true, times: 3 }],
    ['is slow', { latencyMs: 50 }],
    ['hangs once', { hang: true, times: 1 }],
    ['ends our session', { expireSession: true, times: 1 }],
  ])('is whole although AWS %s', async (_title, rule) => {
    onLists(rule);

    expect(await walk(groups)).toHaveLength(30);
  });

  it('keeps to its pace where AWS sets one', async () => {
    aws.limits.replace({ cloudcontrol: { perSecond: 50, burst: 5 } });
    const patient = { ...IMPATIENT, 'slow-down': { retries: 7, baseMs: 50, capMs: 500 } };
    const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url });
    const paced = new CloudControlSource(sessions, { endpoint: aws.url, schedule: patient });

    expect(await walk(queues, paced)).toHaveLength(30);
  });

  it('ends at once with its caller while AWS hangs', async () => {
    onLists({ hang: true });
    const called = newSource().page(account, groups, null, AbortSignal.timeout(50));

    expect(await failureOf(called)).toEqual({ reason: 'timed-out', awsCode: 'AbortError' });
  });

  it.each([groups, queues])('fails as truncated when a page comes again: $kind', async (listing) => {
    onLists({ repeatPage: true });

    expect(await failureOf(walk(listing))).toEqual({ reason: 'truncated', awsCode: 'RepeatedToken' });
  });

  it('starts anew when its page token is outdated', async () => {
    onLists({ expirePageToken: true });

    expect(await failureOf(walk(groups))).toMatchObject({ reason: 'transient', isTokenExpired: true });
  });

  it('is truncated where a kind that stops early stops without a token', async () => {
    const listing = { region: 'eu-west-1', kind: 'AWS::ApiGateway::ApiKey' };
    for (let index = 0; index < 25; index++) {
      aws.estate.put(ID, listing.region, listing.kind, { APIKeyId: `key${100 + index}` });
    }
    onLists({ truncate: true });

    expect(await failureOf(walk(listing))).toEqual({ reason: 'truncated', awsCode: 'ListStopsEarly' });
  });

  it('of another kind that stops early is for direct reads to find out', async () => {
    onLists({ truncate: true });
    const listed = await walk(groups);
    const missing = aws.estate.resources(ID, groups.region, groups.kind)[29];

    expect(listed).toHaveLength(25);
    expect(await source.read(account, groups, missing?.identifier ?? '', signal)).toEqual(missing?.properties);
  });
});

describe('a listing with enrich', () => {
  it('reads each resource of a kind whose list would do', async () => {
    const resources = await walk({ ...groups, enrich: 'all' }, newSource());

    expect(resources).toHaveLength(30);
    expect(aws.calls.total({ operation: 'GetResource', kind: groups.kind })).toBe(30);
  });

  it('reads what only the read tells', async () => {
    const thin = { region: 'eu-west-1', kind: 'AWS::Kinesis::Stream' };
    aws.estate.put(ID, thin.region, thin.kind, { Name: 'clicks', ShardCount: 2 });

    expect(await walk(thin)).toEqual([{ identifier: 'clicks', properties: { Name: 'clicks' } }]);
    expect(await walk({ ...thin, enrich: 'all' })).toEqual([
      { identifier: 'clicks', properties: { Name: 'clicks', ShardCount: 2 } },
    ]);
  });
});

describe('buckets', () => {
  const buckets = (region: string): Listing => ({ region, kind: 'AWS::S3::Bucket' });
  const inRegion = (region: string) =>
    aws.estate.resources(ID, region, 'AWS::S3::Bucket').map(({ identifier }) => identifier);
  const found = async (region: string, using: CloudControlSource) =>
    (await walk(buckets(region), using)).map(({ identifier }) => identifier);

  it('are read in a region only while no other has found them', async () => {
    const fresh = newSource();
    const listed: string[][] = [];
    for (const region of REGIONS) listed.push(await found(region, fresh));

    expect(listed).toEqual(REGIONS.map(inRegion));
    expect(reads()).toBe(90 + 60 + 30);
  });

  it('are each found once when all regions are walked at a time', async () => {
    const fresh = newSource();

    expect(await Promise.all(REGIONS.map((region) => found(region, fresh)))).toEqual(REGIONS.map(inRegion));
    expect(reads()).toBeLessThan(3 * 90);
  });
});
