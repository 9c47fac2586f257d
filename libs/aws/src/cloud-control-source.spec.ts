import { inspect } from 'node:util';
import { AwsCallFailed, type AwsAccount, type Listing, type ResourcePage } from '@longshore/domain';
import { type NewFaultRule, type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, type RolePlan, signal } from '../testing/connected-account.js';
import { TestIssuer } from '../testing/test-issuer.js';
import { CloudControlSource } from './cloud-control-source.js';
import { WebIdentitySessions } from './web-identity-sessions.js';

const ACCOUNT = { id: '123456789012', name: 'demo', resourcesPerKind: 4 };
const populatedRegions = ['us-east-1', 'eu-west-1'];

let aws: SandboxAws;
let issuer: TestIssuer;
let account: AwsAccount;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  aws = await startSandboxAws({ seed: 'source', accounts: [{ ...ACCOUNT, populatedRegions }] });
  account = await connectAccount({ aws, issuer });
});

afterEach(() => aws.rules.clear());
afterAll(() => Promise.all([aws.close(), issuer.close()]));

const newSource = () => {
  const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
  return { sessions, source: new CloudControlSource(sessions, { endpoint: aws.url, schedule: IMPATIENT }) };
};

const roles: Listing = { region: 'us-east-1', kind: 'AWS::IAM::Role', enrich: 'all' };
const groups: Listing = { region: 'eu-west-1', kind: 'AWS::EC2::SecurityGroup' };
const queues: Listing = { region: 'eu-west-1', kind: 'AWS::SQS::Queue', enrich: 'all' };
const apiKeys: Listing = { region: 'eu-west-1', kind: 'AWS::ApiGateway::ApiKey' };
const buckets = (region: string): Listing => ({ region, kind: 'AWS::S3::Bucket' });

const walk = async (listing: Listing, of = account, source = newSource().source) => {
  const pages: ResourcePage[] = [];
  let token: string | null = null;
  do {
    const page: ResourcePage = await source.page(of, listing, token, signal);
    pages.push(page);
    token = page.nextToken;
  } while (token !== null);
  return { pages, resources: pages.flatMap((page) => page.resources) };
};

const inEstate = ({ region, kind }: Listing) =>
  aws.estate
    .everything(account.awsAccountId, kind)
    .filter((resource) => resource.region === region)
    .map(({ identifier, properties }) => ({ identifier, properties }));

const refuse = (error: NewFaultRule['error'], rule: Partial<NewFaultRule> = {}) =>
  aws.rules.add({ service: 'cloudcontrol', ...rule, error });

const failureOf = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof AwsCallFailed)) throw error;
  const { detail: _detail, ...failure } = error.failure;
  return failure;
};

const connect = (plan: RolePlan) => connectAccount({ aws, issuer }, plan);

describe('a listing through Cloud Control', () => {
  it.each([groups, queues, roles])('yields every resource with all properties: $kind', async (listing) => {
    const { resources } = await walk(listing);

    expect(resources).toEqual(inEstate(listing));
    expect(resources.length).toBeGreaterThan(0);
  });

  it('goes on from the token of the page before', async () => {
    for (let index = 0; index < 120; index++) {
      aws.estate.put(account.awsAccountId, 'eu-south-1', 'AWS::Logs::LogGroup', { LogGroupName: `/group/${index}` });
    }
    const listing = { region: 'eu-south-1', kind: 'AWS::Logs::LogGroup' };

    const { pages, resources } = await walk(listing);

    expect(pages.length).toBeGreaterThan(1);
    expect(resources).toEqual(inEstate(listing));
  });

  it('yields nothing where there is nothing', async () => {
    await expect(walk({ ...queues, region: 'eu-central-1' })).resolves.toEqual({
      pages: [{ resources: [], nextToken: null, effort: expect.any(Object) }],
      resources: [],
    });
  });

  it.each([
    { keys: 24, listed: 24, end: 'complete' },
    { keys: 25, listed: 25, end: 'truncated' },
    { keys: 40, listed: 25, end: 'truncated' },
  ])('is $end where a handler that stops at 25 finds $keys', async ({ keys, listed, end }) => {
    for (let index = 0; index < keys; index++) {
      aws.estate.put(account.awsAccountId, 'eu-west-1', 'AWS::ApiGateway::ApiKey', { APIKeyId: `key${index}` });
    }
    const { source } = newSource();
    const found: string[] = [];
    const walkAll = async () => {
      let token: string | null = null;
      do {
        const page: ResourcePage = await source.page(account, apiKeys, token, signal);
        found.push(...page.resources.map(({ identifier }) => identifier));
        token = page.nextToken;
      } while (token !== null);
    };
    const outcome = await walkAll().then(
      () => 'complete',
      (error: AwsCallFailed) => error.failure.reason,
    );

    expect({ outcome, listed: found.length }).toEqual({ outcome: end, listed });
  });

  it('leaves out what vanished between list and read', async () => {
    refuse(
      { code: 'ResourceNotFoundException', message: 'gone' },
      { operation: 'GetResource', kind: queues.kind, times: 1 },
    );

    const { resources } = await walk(queues);

    expect(resources.length).toBe(inEstate(queues).length - 1);
    expect(inEstate(queues)).toEqual(expect.arrayContaining(resources));
  });

  it('keeps what the list tells when our own session policy refuses the read', async () => {
    refuse(
      {
        code: 'AccessDeniedException',
        message: 'not authorized to perform: sqs:X with an explicit deny in a session policy',
      },
      { operation: 'GetResource', kind: queues.kind },
    );

    const { resources } = await walk(queues);

    expect(resources).toEqual(
      inEstate(queues).map(({ identifier }) => ({
        identifier,
        properties: { QueueUrl: identifier },
        restricted: 'sqs:X',
      })),
    );
  });

  it('fails for a bucket whose region our own session policy keeps from us', async () => {
    const message = 'not authorized to perform: s3:X with an explicit deny in a session policy';
    refuse({ code: 'AccessDeniedException', message }, { operation: 'GetResource', kind: 'AWS::S3::Bucket' });

    expect(await failureOf(walk(buckets('eu-west-1')))).toEqual({
      reason: 'denied',
      awsCode: 'AccessDeniedException',
      action: 's3:X',
      isRestrictedByUs: true,
    });
  });
});

describe('a role that may not list', () => {
  it('is told apart from an empty account', async () => {
    const denying = await connect({ denied: ['cloudformation:ListResources'] });

    expect(await failureOf(walk(queues, denying))).toEqual({
      reason: 'denied',
      awsCode: 'AccessDeniedException',
      action: 'cloudformation:ListResources',
    });
  });

  it('fails the page when it may list but not read', async () => {
    const denying = await connect({ denied: ['sqs:GetQueueAttributes'] });

    expect(await failureOf(walk(queues, denying))).toEqual({
      reason: 'denied',
      awsCode: 'AccessDeniedException',
      action: 'sqs:GetQueueAttributes',
    });
  });

  it('may be an administrator without being more than a reader to us', async () => {
    const administrator = await connect({ policyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] });

    await expect(walk(queues, administrator)).resolves.toMatchObject({ resources: inEstate(queues) });
  });
});

describe('AWS that fails', () => {
  it.each([
    ['ThrottlingException', 400, 'throttled'],
    ['HandlerInternalFailureException', 500, 'transient'],
  ])('is asked again after %s', async (code, status, reason) => {
    refuse({ code, status }, { operation: 'ListResources', times: 2 });
    await expect(walk(groups)).resolves.toMatchObject({ resources: inEstate(groups) });

    refuse({ code, status }, { operation: 'ListResources' });
    expect(await failureOf(walk(groups))).toEqual({ reason, awsCode: code });
  });

  it('gets a new session once it calls ours expired', async () => {
    const { source, sessions } = newSource();
    const first = await sessions.credentials(account);
    refuse({ code: 'ExpiredTokenException' }, { times: 1 });

    await expect(walk(groups, account, source)).resolves.toMatchObject({ resources: inEstate(groups) });
    expect((await sessions.credentials(account)).accessKeyId).not.toBe(first.accessKeyId);
  });

  it('has lost us when the new session is called expired too', async () => {
    refuse({ code: 'ExpiredTokenException' });

    expect(await failureOf(walk(groups))).toEqual({ reason: 'auth-lost', awsCode: 'ExpiredTokenException' });
  });

  it.each<[string, Listing, string | null, object]>([
    ['an unknown type', { ...groups, kind: 'AWS::No::Thing' }, null, { awsCode: 'TypeNotFoundException' }],
    [
      'a type without list',
      { ...groups, kind: 'AWS::Route53::RecordSet' },
      null,
      { awsCode: 'UnsupportedActionException' },
    ],
    ['a missing model', { ...groups, kind: 'AWS::EKS::Nodegroup' }, null, { awsCode: 'InvalidRequestException' }],
    ['no region', { ...groups, region: 'evil.example/' }, null, { awsCode: 'InvalidRegion' }],
    ['a foreign page token', groups, 'bm90LW1pbmU', { awsCode: 'InvalidRequestException', isTokenExpired: true }],
  ])('says so about %s', async (_title, listing, token, expected) => {
    const failure = await failureOf(newSource().source.page(account, listing, token, signal));

    expect(failure).toMatchObject(expected);
    expect(failure.reason).toBe('isTokenExpired' in expected ? 'transient' : 'unsupported');
  });

  it('does not know our session in a region that is switched off', async () => {
    expect(await failureOf(walk({ ...groups, region: 'ap-east-1' }))).toMatchObject({ reason: 'region-disabled' });
  });

  it('leaves no credentials in our errors', async () => {
    const { source, sessions } = newSource();
    const { sessionToken, secretAccessKey } = await sessions.credentials(account);
    refuse({ code: 'AccessDeniedException', message: 'no' });

    const error = await source.page(account, groups, null, signal).catch((thrown: unknown) => thrown);

    const seen = inspect(error, { depth: Infinity, showHidden: true, getters: true });
    expect(seen).toContain('AccessDeniedException');
    expect(seen.includes(sessionToken) || seen.includes(secretAccessKey)).toBe(false);
  });

  it('is left alone by a caller that has given up', async () => {
    const asked = newSource().source.page(account, groups, null, AbortSignal.abort());

    expect(await failureOf(asked)).toEqual({ reason: 'cancelled', awsCode: 'AbortError' });
  });
});

describe('a direct read', () => {
  it('yields the properties, or null for what does not exist', async () => {
    const { source } = newSource();
    const [queue] = inEstate(queues);
    const identifier = queue?.identifier ?? '';

    expect(await source.read(account, queues, identifier, signal)).toEqual(queue?.properties);
    expect(await source.read(account, queues, `${identifier}-none`, signal)).toBeNull();
  });

  it('never takes a refusal for absence', async () => {
    const denying = await connect({ denied: ['cloudformation:GetResource'] });

    expect(await failureOf(newSource().source.read(denying, queues, 'any', signal))).toMatchObject({
      reason: 'denied',
    });
  });
});

describe('the account as a resource', () => {
  const listing: Listing = { region: 'us-east-1', kind: 'AWS::Account::Info' };
  const named = { identifier: '123456789012', properties: { Id: '123456789012', Name: 'demo' } };

  it('has its id and its name', async () => {
    expect((await walk(listing)).pages).toEqual([{ resources: [named], nextToken: null }]);
    expect(await newSource().source.read(account, listing, '123456789012', signal)).toEqual(named.properties);
    expect(await newSource().source.read(account, listing, '210987654321', signal)).toBeNull();
  });

  it('is named by its id where the role may not read the name', async () => {
    const denying = await connect({ denied: ['account:*'] });

    expect((await walk(listing, denying)).resources).toEqual([
      { identifier: '123456789012', properties: { Id: '123456789012', Name: '123456789012' } },
    ]);
  });
});
