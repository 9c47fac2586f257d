import { createHash, randomUUID } from 'node:crypto';
import { AccountSyncId, AwsAccountId, RoleArn, SyncId, noCounts, type TenantId } from '@longshore/domain';
import { AccountStore } from '../app/account-store.js';
import type { AccountRow } from '../app/account-row.js';
import { DatabaseOptions } from '../connection/database-options.js';
import { SystemDatabase } from '../connection/system-database.js';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { Fence } from '../ledger/fence.js';
import type { IntendedResource, PageIntent, ScopeKey } from '../ledger/page-intent.js';
import { PageLedger } from '../ledger/page-ledger.js';
import { WalkLedger } from '../ledger/walk-ledger.js';
import { AccountSyncStore, type AccountSyncRow } from '../sync/account-sync-store.js';
import { LEASE } from '../sync/lease-terms.js';
import { SyncStore, type SyncRow } from '../sync/sync-store.js';
import { StoreFixture } from './store-fixture.js';

/** Sixteen bytes that stand for a key or a hash. */
export const bytes = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16);

/** An account sync that a worker holds. */
export interface HeldAccountSync {
  tenantId: TenantId;
  account: AccountRow;
  sync: SyncRow;
  row: AccountSyncRow;
  fence: Fence;
}

/** The ledgers on a database of their own, with account syncs on demand. */
export class LedgerFixture {
  readonly database: TenantDatabase;
  readonly system: SystemDatabase;
  readonly syncs: SyncStore;
  readonly accountSyncs: AccountSyncStore;
  readonly pages: PageLedger;
  readonly walks: WalkLedger;

  private constructor(readonly stores: StoreFixture) {
    const options = new DatabaseOptions(stores.url, 5);
    this.database = new TenantDatabase(options);
    this.system = new SystemDatabase(options);
    this.syncs = new SyncStore(this.database);
    this.accountSyncs = new AccountSyncStore(this.database, LEASE);
    this.pages = new PageLedger(this.database);
    this.walks = new WalkLedger(this.database);
  }

  static async open(): Promise<LedgerFixture> {
    return new LedgerFixture(await StoreFixture.open());
  }

  async close(): Promise<void> {
    await Promise.all([this.database.close(), this.system.close()]);
    await this.stores.close();
  }

  /** An integration with one account, or as many as asked for. */
  async accounts(tenantId: TenantId, count = 1, identifier = 'production'): Promise<AccountRow[]> {
    const integrationId = await this.stores.integration(tenantId, identifier);
    const store = new AccountStore(this.stores.tenants);
    await store.align(
      tenantId,
      integrationId,
      Array.from({ length: count }, (_, number) => {
        const awsAccountId = AwsAccountId.parse(String(100_000_000_000 + number));
        const roleArn = RoleArn.parse(`arn:aws:iam::${awsAccountId}:role/LongshoreReadRole`);
        const standing = { state: 'wanted' } as const;
        return { awsAccountId, roleArn, origin: 'list', name: null, unitId: null, organizationId: null, standing };
      }),
    );
    return store.all(tenantId, integrationId);
  }

  async openSync(tenantId: TenantId, accounts: AccountRow[], mappingNo = 1, dryRun = false): Promise<SyncRow> {
    const [first] = accounts;
    if (!first) throw new Error('a sync needs an account');
    const sync = await this.syncs.open(tenantId, {
      id: SyncId.parse(randomUUID()),
      integrationId: first.integrationId,
      trigger: 'api',
      filter: null,
      dryRun,
      mappingNo,
      counts: noCounts(),
      deadlineMinutes: 60,
      accounts: accounts.map(({ id }) => ({ accountId: id, accountSyncId: AccountSyncId.parse(randomUUID()) })),
    });
    if (!sync) throw new Error('another sync lives');
    return sync;
  }

  /** Opens a sync of the account and wins the lease of its account sync; an earlier sync of it has to have ended. */
  async hold(tenantId: TenantId, account: AccountRow, mappingNo = 1): Promise<HeldAccountSync> {
    const sync = await this.openSync(tenantId, [account], mappingNo);
    const [waiting] = await this.accountSyncs.ofSync(tenantId, sync.id);
    const row = waiting && (await this.accountSyncs.claim(tenantId, waiting.id, 'worker-1'));
    if (!row) throw new Error('the lease was not to be had');
    return { tenantId, account, sync, row, fence: { accountSyncId: row.id, fence: row.fence } };
  }

  /** A new tenant with one account, whose account sync is held. */
  async held(): Promise<HeldAccountSync> {
    const tenantId = await this.stores.tenant();
    const [account] = await this.accounts(tenantId);
    return this.hold(tenantId, account as AccountRow);
  }

  /** Ends the account sync and its sync. */
  async finish({ tenantId, sync, row }: HeldAccountSync): Promise<void> {
    await this.accountSyncs.finish(tenantId, row.id, row.fence, {
      outcome: 'completed',
      detail: null,
      counts: noCounts(),
    });
    await this.syncs.close(tenantId, sync.id, () => ({ state: 'completed', detail: null, counts: noCounts() }));
  }

  scope({ account }: Pick<HeldAccountSync, 'account'>, change: Partial<ScopeKey> = {}): ScopeKey {
    const { integrationId, id: accountId } = account;
    return { integrationId, accountId, region: 'eu-west-1', kind: 'AWS::SQS::Queue', ...change };
  }

  /** A resource that makes one entity named like it, unless told otherwise. */
  resource(name: string, change: Partial<IntendedResource> = {}): IntendedResource {
    return {
      key: bytes(name),
      awsId: name,
      rawHash: bytes(`${name} raw`),
      state: 'm',
      claims: [{ entry: 'queues', blueprint: 'queue', identifier: name, bodyHash: bytes(`${name} body`) }],
      failedEntries: [],
      agesAt: null,
      ...change,
    };
  }

  async intent(
    held: HeldAccountSync,
    resources: IntendedResource[],
    change: Partial<PageIntent> = {},
  ): Promise<PageIntent> {
    const { observation } = await this.walks.observe(held.tenantId);
    const scope = this.scope(held);
    const mappedWith = bytes('program');
    return {
      ...held.fence,
      scope,
      observation,
      epoch: 1,
      mappingNo: 1,
      mappedWith,
      revived: [],
      raws: [],
      resources,
      ...change,
    };
  }

  /** Takes resources through the ledger as far as a page does when Port takes everything. */
  async store(
    held: HeldAccountSync,
    resources: IntendedResource[],
    change: Partial<PageIntent> = {},
  ): Promise<PageIntent> {
    const intent = await this.intent(held, resources, change);
    const pushes = await this.pages.intend(held.tenantId, intent);
    const confirmations = pushes.map(({ resource, claim, ...push }) => {
      const { key, claims } = resources[resource] as IntendedResource;
      const { entry, bodyHash } = claims[claim] as IntendedResource['claims'][number];
      return { ...push, key, entry, bodyHash };
    });
    await this.pages.confirm(held.tenantId, held.fence, confirmations);
    return intent;
  }

  /** Ends a walk of one page that listed these resources, as if it had begun so many minutes from now. */
  async complete(
    held: HeldAccountSync,
    names: string[],
    change: { minutes?: number; scope?: ScopeKey } = {},
  ): Promise<void> {
    const { observation, begunAt } = await this.walks.observe(held.tenantId);
    const { minutes = 0, scope = this.scope(held) } = change;
    await this.walks.complete(held.tenantId, held.fence, {
      scope,
      observation,
      begunAt: new Date(begunAt.getTime() + minutes * 60_000),
      lastKeys: names.map(bytes),
      items: names.length,
    });
  }

  /** What a table of the ledger holds of a tenant. */
  async rows(tenantId: TenantId, sql: string, values: unknown[] = []): Promise<unknown[]> {
    return this.database.transaction(tenantId, (transaction) => transaction.rows(sql, values));
  }
}
