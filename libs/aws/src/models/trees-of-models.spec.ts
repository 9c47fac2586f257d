import {
  type AwsAccount,
  AwsCallFailed,
  type AwsFailure,
  type Listing,
  type ResourcePage,
  ResourceSource,
} from '@longshore/domain';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allModels } from '../../testing/all-models.js';
import { connectAccount, IMPATIENT, newAccount, signal } from '../../testing/connected-account.js';
import { TestIssuer } from '../../testing/test-issuer.js';
import { CloudControlSource } from '../cloud-control-source.js';
import { WebIdentitySessions } from '../web-identity-sessions.js';
import { ResourceModels } from './resource-models.js';

const KIND = 'AWS::Organizations::OrganizationalUnit';
const ORGANIZATION = 'AWS::Organizations::Organization';
const listing = { region: 'us-east-1', kind: KIND };
const below = (...parents: string[]) => ({ models: parents.map((ParentId) => ({ ParentId })) });

describe('the resource models of organizational units', () => {
  let aws: SandboxAws;
  let issuer: TestIssuer;
  let account: AwsAccount;
  let directory: ResourceModels;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    aws = await startSandboxAws({
      seed: 'units',
      pageSize: 2,
      accounts: [{ id: '123456789012', name: 'management', resourcesPerKind: 0 }],
    });
    account = await connectAccount({ aws, issuer });
    const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
    directory = new ResourceModels(
      new CloudControlSource(sessions, { endpoint: aws.url, schedule: IMPATIENT, isPaced: false }),
    );
  });
  afterEach(() => aws.rules.clear());
  afterAll(() => Promise.all([aws.close(), issuer.close()]));

  const put = (kind: string, properties: { [name: string]: string }) =>
    aws.estate.put('123456789012', listing.region, kind, properties);
  const look = () => allModels(directory, account, listing);

  it('are none in an account without an organization', async () => {
    expect(await look()).toEqual({ models: [] });
  });

  it('are the root, which is read, and every unit below it, whatever the level', async () => {
    put(ORGANIZATION, { Id: 'o-1', RootId: 'r-1' });
    for (const [Id, ParentId] of [
      ['ou-a', 'r-1'],
      ['ou-b', 'r-1'],
      ['ou-c', 'r-1'],
      ['ou-a1', 'ou-a'],
      ['ou-c1', 'ou-c'],
      ['ou-c11', 'ou-c1'],
    ] as const)
      put(KIND, { Id, ParentId });

    expect(await look()).toEqual(below('r-1', 'ou-a', 'ou-b', 'ou-a1', 'ou-c', 'ou-c1', 'ou-c11'));
  });

  it.each([
    ['cannot be listed', 'ListResources'],
    ['cannot be read', 'GetResource'],
  ])('are not known where the organization %s', async (_what, operation) => {
    aws.rules.add({ kind: ORGANIZATION, operation, error: { code: 'AccessDeniedException' } });

    const found = await look().catch((error: AwsCallFailed) => ({ models: [], missed: error.failure }));

    expect(found).toMatchObject({ models: [], missed: { reason: 'denied' } });
  });
});

describe('a tree of resource models', () => {
  const account = newAccount();
  const look = (units: Units) => allModels(new ResourceModels(units), account, listing);
  const denied: AwsFailure = { reason: 'denied', awsCode: 'AccessDeniedException', detail: 'no' };

  it('has what lies beside a unit that cannot be looked into, and says that there may be more', async () => {
    const units = new Units({ r: ['a', 'b', 'c'], a: ['a1'], b: ['b1'], c: ['c1'], c1: ['c11'] }, 1);
    units.refused.set('b', denied);

    expect(await look(units)).toEqual({ ...below('r', 'a', 'a1', 'b', 'c', 'c1', 'c11'), missed: denied });
  });

  it('has nothing below a unit that is gone by now', async () => {
    expect(await look(new Units({ r: ['a', 'gone', 'c'], c: ['c1'] }, 5))).toEqual(below('r', 'a', 'gone', 'c', 'c1'));
  });

  it('is looked at no deeper than AWS allows, and says so', async () => {
    const { models, missed } = await look(new Units({ r: ['a'], a: ['b'], b: ['a'] }, 5));

    expect([models, missed?.awsCode]).toEqual([below('r', 'a', 'b', 'a', 'b', 'a', 'b').models, 'TooManyLevels']);
  });

  it('ends with the session', async () => {
    const units = new Units({ r: ['a', 'b'] }, 5);
    units.refused.set('b', { reason: 'auth-lost', awsCode: 'ExpiredToken', detail: 'no' });

    await expect(look(units)).rejects.toMatchObject({ failure: { reason: 'auth-lost' } });
  });

  it('has each unit once, however pages and levels fall', async () => {
    /** For each unit the one above it, by place; a unit whose place is 0 lies below the root. */
    const parents = fc.array(fc.nat(), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(parents, fc.integer({ min: 1, max: 12 }), async (above, pageSize) => {
        const units = new Units(treeOf(above), pageSize);

        const { models, missed } = await look(units);

        const found = models.map(({ ParentId }) => ParentId).sort();
        expect({ found, missed }).toEqual({ found: ['r', ...above.map((_, place) => `u${place}`)].sort() });
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its page token short, however wide it is', async () => {
    const wide = Array.from({ length: 900 }, (_, n) => `ou-ab12-${n}`);
    const directory = new ResourceModels(new Units({ r: wide }, 20));
    let longest = 0;
    for (let token: string | null = null; ; ) {
      const page = await directory.page(account, listing, token, signal);
      if (page.nextToken === null) break;
      token = page.nextToken;
      longest = Math.max(longest, token.length);
    }

    expect(longest).toBeLessThan(1_000);
  });
});

/** At most five levels, as in AWS. */
function treeOf(above: number[]): { [parent: string]: string[] } {
  const tree: { [parent: string]: string[] } = { r: [] };
  const levels = new Map([['r', 0]]);
  for (const [place, wish] of above.entries()) {
    const open = [...levels].flatMap(([id, level]) => (level < 5 ? [id] : []));
    const parent = open[wish % open.length] ?? 'r';
    levels.set(`u${place}`, (levels.get(parent) ?? 0) + 1);
    (tree[parent] ??= []).push(`u${place}`);
  }
  return tree;
}

/** An organization's units by what they lie below, in pages of one size. */
class Units extends ResourceSource {
  /** Why a unit cannot be looked into. */
  readonly refused = new Map<string, AwsFailure>();

  constructor(
    private readonly tree: { [parent: string]: string[] },
    private readonly pageSize: number,
  ) {
    super();
  }

  override async page(_account: AwsAccount, { kind, model }: Listing, token: string | null): Promise<ResourcePage> {
    if (kind === ORGANIZATION)
      return { resources: [{ identifier: 'o', properties: { RootId: 'r' } }], nextToken: null };
    const parent = String(model?.['ParentId']);
    const refusal = this.refused.get(parent);
    if (refusal) throw new AwsCallFailed(refusal);
    const all = this.tree[parent] ?? [];
    const from = Number(token ?? 0);
    const resources = all.slice(from, from + this.pageSize).map((identifier) => ({ identifier, properties: {} }));
    return { resources, nextToken: from + this.pageSize < all.length ? String(from + this.pageSize) : null };
  }

  override async read(): Promise<null> {
    return null;
  }
}
