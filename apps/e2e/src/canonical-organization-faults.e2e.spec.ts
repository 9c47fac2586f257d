import { DEMO_ORGANIZATION, type OrganizationPlan } from '@longshore/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller, SyncView } from './rig/caller.js';
import { ACCOUNT, LongshoreRig } from './rig/longshore-rig.js';

const [management, ...members] = DEMO_ORGANIZATION.accounts;
const PLAN: OrganizationPlan = {
  ...DEMO_ORGANIZATION,
  accounts: [management, ...members.map((member) => ({ ...member, resourcesPerKind: 2 }))],
};
const IDS = [management, ...members].map(({ id }) => id);
const SUSPENDED = IDS.at(-1) as string;

const MAPPING = {
  resources: [
    {
      kind: 'AWS::SQS::Queue',
      port: { entity: { mappings: { identifier: '.Identifier', blueprint: '"sqsQueue"' } } },
    },
  ],
};
const LISTS = ['ListAccounts', 'ListRoots', 'ListOrganizationalUnitsForParent', 'ListAccountsForParent'];
const NO_ENTITIES = { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 };

interface AccountView {
  awsAccountId: string;
  state: string;
  goneSince: string | null;
}

describe('a catalog in step with an AWS organization', { timeout: 60_000 }, () => {
  let rig: LongshoreRig;
  let tenant: Caller;

  beforeEach(async () => {
    rig = await LongshoreRig.start({ organization: PLAN });
    tenant = await rig.tenant({ mode: 'organization', organizationalUnitIds: [PLAN.rootId] });
    await rig.connect(tenant);
    await tenant.put('/v1/integrations/aws/mapping', MAPPING);
  });
  afterEach(() => rig.stop());

  const denyLists = (): void => {
    for (const operation of LISTS) rig.aws.rules.add({ service: 'organizations', operation, deny: { by: 'identity' } });
  };
  /** Reads the organization anew, however fresh what was read last is. */
  const verify = () => tenant.post<{ syncId: string | null }>('/v1/integrations/aws/verification');
  const accounts = async (): Promise<AccountView[]> => {
    const { data } = await tenant.get<{ data: AccountView[] }>('/v1/integrations/aws/accounts');
    return data.map(({ awsAccountId, state, goneSince }) => ({ awsAccountId, state, goneSince }));
  };
  const entities = async (): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (let cursor = ''; ; ) {
      const path = `/v1/integrations/aws/entities?limit=100${cursor && `&cursor=${cursor}`}`;
      const { data, nextCursor } = await tenant.get<{ data: unknown[]; nextCursor: string | null }>(path);
      found.push(...data);
      if (nextCursor === null) return found;
      cursor = nextCursor;
    }
  };
  const noticesOf = async ({ id }: SyncView): Promise<string[]> => {
    const lines = await tenant.lines<{ level: string; message: string }>(`/v1/syncs/${id}/log`);
    return lines.flatMap(({ message }) => (message.startsWith('The organization ') ? [message] : []));
  };
  const firstSync = async (): Promise<SyncView> => tenant.ended((await verify()).syncId as string);

  it('survives Organizations denied: the accounts that were listed before are synced, and the sync says so', async () => {
    const first = await firstSync();
    const before = { accounts: await accounts(), entities: await entities() };
    const mark = await rig.port.mark();
    denyLists();
    await verify();

    const sync = await tenant.sync();

    expect(before.accounts).toEqual(IDS.map((awsAccountId) => ({ awsAccountId, state: 'active', goneSince: null })));
    expect(sync.counts).toMatchObject({
      accounts: IDS.length,
      entities: { ...NO_ENTITIES, unchanged: first.counts.entities.created },
    });
    expect(await noticesOf(sync)).toEqual([
      expect.stringMatching(
        /^The organization could not be read: .*organizations:List.*The accounts are those that were read at /s,
      ),
    ]);
    expect({ accounts: await accounts(), entities: await entities() }).toEqual(before);
    expect(await rig.port.writes(mark)).toEqual([]);
  });

  it("survives Organizations denied from the start: the role's own account is synced, which is said, and the others once they are listed", async () => {
    denyLists();

    const alone = await tenant.sync();
    const known = await accounts();
    rig.aws.rules.clear();
    const all = await tenant.sync();

    expect(alone).toMatchObject({ status: 'completed', counts: { accounts: 1, entities: { deleted: 0 } } });
    expect(await noticesOf(alone)).toEqual([
      expect.stringMatching(
        /^The organization could not be read: .*Until then only the account of the role itself is synced\.$/s,
      ),
    ]);
    expect(known).toEqual([{ awsAccountId: ACCOUNT, state: 'active', goneSince: null }]);
    expect(all).toMatchObject({ status: 'completed', counts: { accounts: IDS.length, entities: { deleted: 0 } } });
    expect(await noticesOf(all)).toEqual([]);
  });

  it('survives an account suspended: it is no longer asked, since when is known, and its entities stay', async () => {
    const first = await firstSync();
    const before = await entities();
    const mark = await rig.port.mark();
    const suspension = {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"state":"SUSPENDED"}',
    };
    const changed = await fetch(`${rig.aws.url}/_sandbox/organization/accounts/${SUSPENDED}`, suspension);
    expect(changed.status).toBe(200);
    await verify();

    const syncs = [await tenant.sync(), await tenant.sync()];

    expect(first.counts.accounts).toBe(IDS.length);
    for (const sync of syncs)
      expect(sync).toMatchObject({
        status: 'completed',
        counts: { accounts: IDS.length - 1, entities: { deleted: 0, held: 0 } },
      });
    expect(await accounts()).toEqual(
      IDS.map((awsAccountId) =>
        awsAccountId === SUSPENDED
          ? { awsAccountId, state: 'suspended', goneSince: expect.any(String) }
          : { awsAccountId, state: 'active', goneSince: null },
      ),
    );
    expect(await entities()).toEqual(before);
    expect(await rig.port.writes(mark)).toEqual([]);
  });
});
