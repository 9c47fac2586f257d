import { type AwsAccount, AwsCallFailed, type MemberAccount } from '@longshore/domain';
import { generateOrganization, type NewFaultRule, type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, type RolePlan, signal } from '../testing/connected-account.js';
import { TestIssuer } from '../testing/test-issuer.js';
import { OrganizationDirectory } from './organization-directory.js';
import { WebIdentitySessions } from './web-identity-sessions.js';

const ROOT = 'r-ab12';
const WORKLOADS = 'ou-ab12-11111111';
const PRODUCTION = 'ou-ab12-22222222';
const OTHERS = 'ou-ab12-33333333';
const UNITS = [
  { id: WORKLOADS, name: 'Workloads', parentId: ROOT },
  { id: PRODUCTION, name: 'Production', parentId: WORKLOADS },
  { id: OTHERS, name: 'Others', parentId: ROOT },
];
const plan = (id: string, name: string, parentId: string) => ({ id, name, parentId, resourcesPerKind: 0 });

let aws: SandboxAws;
let issuer: TestIssuer;
let account: AwsAccount;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  const accounts = [
    plan('123456789012', 'management', ROOT),
    plan('234567890123', 'prod', PRODUCTION),
    plan('345678901234', 'tools', WORKLOADS),
    plan('456789012345', 'lab', OTHERS),
  ] as const;
  const organization = { id: 'o-abcdef1234', rootId: ROOT, units: UNITS, accounts: [...accounts] as never };
  aws = await startSandboxAws({ seed: 'organization', organization });
  account = await connectAccount({ aws, issuer });
});
afterEach(async () => {
  aws.rules.clear();
  await change('', { isInUse: true });
});
afterAll(() => Promise.all([aws.close(), issuer.close()]));

const on = (operation: string, rule: NewFaultRule) => aws.rules.add({ service: 'organizations', operation, ...rule });

async function change(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${aws.url}/_sandbox/organization${path}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

function read(unitIds: string[] = [], through = account, from = aws) {
  const options = { endpoint: from.url, schedule: IMPATIENT, isPaced: false };
  return new OrganizationDirectory(new WebIdentitySessions(issuer, options), options).read(through, unitIds, signal);
}

const names = (accounts: MemberAccount[]) => accounts.map(({ name }) => name).sort();
const under = (accounts: MemberAccount[]) => names(accounts.filter(({ isUnderUnits }) => isUnderUnits));

async function failureOf(asked: Promise<unknown>) {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof AwsCallFailed)) throw error;
  return error.failure;
}

describe('an organization', () => {
  it('has all its accounts, each in its place, and the tree of its units', async () => {
    const { accounts, units, ...reading } = await read();

    expect(reading).toEqual({
      organizationId: 'o-abcdef1234',
      managementAccountId: '123456789012',
      isWhole: true,
      notices: [],
    });
    expect(units).toEqual([{ id: ROOT, name: 'Root', parentId: null }, UNITS[0], UNITS[2], UNITS[1]]);
    expect(accounts.sort((one, other) => one.awsAccountId.localeCompare(other.awsAccountId))).toEqual([
      { awsAccountId: '123456789012', name: 'management', state: 'ACTIVE', unitId: ROOT, isUnderUnits: true },
      { awsAccountId: '234567890123', name: 'prod', state: 'ACTIVE', unitId: PRODUCTION, isUnderUnits: true },
      { awsAccountId: '345678901234', name: 'tools', state: 'ACTIVE', unitId: WORKLOADS, isUnderUnits: true },
      { awsAccountId: '456789012345', name: 'lab', state: 'ACTIVE', unitId: OTHERS, isUnderUnits: true },
    ]);
  });

  it.each([
    [[WORKLOADS], ['prod', 'tools']],
    [
      [PRODUCTION, OTHERS],
      ['lab', 'prod'],
    ],
    [
      [WORKLOADS, PRODUCTION],
      ['prod', 'tools'],
    ],
    [[ROOT], ['lab', 'management', 'prod', 'tools']],
  ])('under %j has %j, and knows its other accounts too', async (unitIds, expected) => {
    const { accounts, isWhole } = await read(unitIds);

    expect(under(accounts)).toEqual(expected);
    expect(names(accounts)).toEqual(['lab', 'management', 'prod', 'tools']);
    expect(isWhole).toBe(true);
  });

  it('tells a closed account from a suspended one, which Status does not', async () => {
    await change('/accounts/345678901234', { state: 'CLOSED' });
    const { accounts } = await read();
    await change('/accounts/345678901234', { state: 'ACTIVE' });

    expect(accounts.find(({ name }) => name === 'tools')?.state).toBe('CLOSED');
  });
});

describe('an organization of a thousand accounts', () => {
  const organization = generateOrganization({ seed: 'large', accounts: 1_000, resourcesPerKind: 0 });
  let large: SandboxAws;
  let through: AwsAccount;

  beforeAll(async () => {
    large = await startSandboxAws({ seed: 'large', organization });
    through = await connectAccount({ aws: large, issuer });
  });
  afterAll(() => large.close());

  it('is read page by page', async () => {
    const { accounts, isWhole, units } = await read([], through, large);

    expect(new Set(accounts.map(({ awsAccountId }) => awsAccountId)).size).toBe(1_000);
    expect(isWhole).toBe(true);
    expect(units).toHaveLength(organization.units.length + 1);
    expect(accounts.every(({ unitId }) => unitId !== null)).toBe(true);
  });

  it('is not believed when a page comes again', async () => {
    large.rules.add({ service: 'organizations', operation: 'ListAccounts', repeatPage: true });

    expect(await failureOf(read([], through, large))).toMatchObject({ reason: 'truncated' });
  });
});

describe('an organization that can be read in part', () => {
  const through = (denied: string[]): Promise<AwsAccount> => {
    const role: RolePlan = { denied: denied.map((action) => `organizations:${action}`) };
    return connectAccount({ aws, issuer }, role);
  };

  it('under units is not whole when its accounts may not be listed', async () => {
    const { accounts, isWhole, notices } = await read([WORKLOADS], await through(['ListAccounts']));

    expect(names(accounts)).toEqual(['prod', 'tools']);
    expect(isWhole).toBe(false);
    expect(notices).toEqual([expect.stringContaining('organizations:ListAccounts')]);
  });

  it('has no tree when its roots may not be listed, and all accounts', async () => {
    const { accounts, units, isWhole, notices } = await read([], await through(['ListRoots']));

    expect(names(accounts)).toEqual(['lab', 'management', 'prod', 'tools']);
    expect({ units, isWhole }).toEqual({ units: [], isWhole: true });
    expect(notices).toEqual([expect.stringContaining('organizations:ListRoots')]);
  });

  it('says which unit it does not have', async () => {
    const { accounts, notices } = await read([PRODUCTION, 'ou-ab12-99999999']);

    expect(under(accounts)).toEqual(['prod']);
    expect(notices).toEqual(['The organization has no ou-ab12-99999999. Correct the id.']);
  });
});

describe('an organization that cannot be read', () => {
  it.each<[string, NewFaultRule, object]>([
    ['ListAccounts', { deny: { by: 'identity' } }, { reason: 'denied', action: 'organizations:ListAccounts' }],
    ['ListAccounts', { throttle: true }, { reason: 'throttled' }],
    ['DescribeOrganization', { expireSession: true }, { reason: 'auth-lost' }],
  ])('because of %s %j fails and has no accounts', async (operation, rule, expected) => {
    on(operation, rule);

    expect(await failureOf(read())).toMatchObject(expected);
  });

  it('fails when a unit cannot be walked to its end', async () => {
    on('ListAccountsForParent', { throttle: true });

    expect(await failureOf(read([WORKLOADS]))).toMatchObject({ reason: 'throttled' });
  });

  it('is told from an account without one', async () => {
    await change('', { isInUse: false });

    expect(await failureOf(read())).toMatchObject({ awsCode: 'AWSOrganizationsNotInUseException' });
  });
});
