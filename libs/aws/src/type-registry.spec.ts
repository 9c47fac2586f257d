import { type AwsAccount, AwsCallFailed } from '@longshore/domain';
import { type OwnType, type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, type RolePlan, signal } from '../testing/connected-account.js';
import { TestIssuer } from '../testing/test-issuer.js';
import { TypeRegistry } from './type-registry.js';
import { WebIdentitySessions } from './web-identity-sessions.js';

const BOOKING = 'Harbour::Berth::Booking';
const ACCOUNT_ID = '123456789012';

let aws: SandboxAws;
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await TestIssuer.start();
});
beforeEach(async () => {
  aws = await startSandboxAws({ seed: 'types', accounts: [{ id: ACCOUNT_ID, name: 'demo', resourcesPerKind: 1 }] });
});
afterEach(() => aws.close());
afterAll(() => issuer.close());

function registry(): TypeRegistry {
  const options = { endpoint: aws.url, schedule: IMPATIENT };
  return new TypeRegistry(new WebIdentitySessions(issuer, options), { ...options, isPaced: false });
}

const account = (plan: RolePlan = {}): Promise<AwsAccount> => connectAccount({ aws, issuer }, plan);

const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => (error instanceof AwsCallFailed ? error.failure : error),
  );

const crane = (index: number): OwnType => ({
  typeName: `Harbour::Dock::Crane${String(index).padStart(3, '0')}`,
  origin: 'private',
  provisioning: 'FULLY_MUTABLE',
  version: '00000001',
  schema: {},
});

describe('the registry of types', () => {
  it('lists what is registered and activated in a region, each type once', async () => {
    expect(await registry().list(await account(), 'eu-west-1', signal)).toEqual([
      { name: BOOKING, origin: 'private', version: '00000001 2024-02-01T10:00:00.000Z' },
      { name: 'Lighthouse::Watch::Monitor', origin: 'activated', version: '1.4.0 2024-02-01T10:00:00.000Z' },
    ]);
    expect(await registry().list(await account(), 'eu-south-1', signal)).toEqual([]);
  });

  it('reads a list to its last page', async () => {
    for (let index = 0; index < 250; index += 1) aws.estate.register(ACCOUNT_ID, 'eu-west-1', crane(index));

    expect(await registry().list(await account(), 'eu-west-1', signal)).toHaveLength(252);
  });

  it('has no list when one page fails, and says which action was refused', async () => {
    const denied = await account({ denied: ['cloudformation:ListTypes'] });
    const failure = await failureOf(registry().list(denied, 'eu-west-1', signal));

    expect(failure).toMatchObject({ reason: 'denied', action: 'cloudformation:ListTypes' });
  });

  it('waits out a throttle, and gives up on a page token that comes again', async () => {
    const connected = await account();
    aws.rules.add({ operation: 'ListTypes', throttle: true, times: 2 });
    expect(await registry().list(connected, 'eu-west-1', signal)).toHaveLength(2);

    for (let index = 0; index < 150; index += 1) aws.estate.register(ACCOUNT_ID, 'eu-west-1', crane(index));
    aws.rules.add({ operation: 'ListTypes', repeatPage: true });
    const failure = await failureOf(registry().list(connected, 'eu-west-1', signal));

    expect(failure).toMatchObject({ reason: 'truncated' });
  });

  it('describes a type, and has none where AWS has none', async () => {
    const connected = await account();
    aws.estate.register(ACCOUNT_ID, 'eu-west-1', {
      ...crane(1),
      typeName: 'Harbour::Dock::Plan',
      provisioning: 'NON_PROVISIONABLE',
    });

    expect(await registry().describe(connected, 'eu-west-1', BOOKING, signal)).toEqual({
      name: BOOKING,
      origin: 'private',
      schema: expect.stringContaining('GateCode'),
    });
    expect(await registry().describe(connected, 'eu-south-1', BOOKING, signal)).toBeNull();
    expect(await registry().describe(connected, 'eu-west-1', 'Harbour::Dock::Plan', signal)).toBeNull();
  });

  it('knows a type of AWS for what it is', async () => {
    aws.estate.register(ACCOUNT_ID, 'eu-west-1', { ...crane(1), typeName: 'AWS::Brand::New', origin: 'aws' });

    const described = await registry().describe(await account(), 'eu-west-1', 'AWS::Brand::New', signal);

    expect(described?.origin).toBe('aws');
    expect((await registry().list(await account(), 'eu-west-1', signal)).map(({ name }) => name)).not.toContain(
      'AWS::Brand::New',
    );
  });
});
