import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseOptions } from '../connection/database-options.js';
import { SystemDatabase } from '../connection/system-database.js';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { Transaction } from '../connection/transaction.js';
import { insertSampleRow } from '../testing/sample-row.js';
import { StoreFixture } from '../testing/store-fixture.js';

/** In the order of their foreign keys; each with what a sample row must say to be accepted. */
const TABLES: { [table: string]: { [column: string]: string } } = {
  'app.api_key': {},
  'app.secret': {},
  'app.integration': { id: '$integration' },
  'app.mapping_version': { integration_id: '$integration' },
  'app.blueprint_name': {},
  'app.account': { integration_id: '$integration', origin: `'single'`, state: `'active'` },
  'app.organization': { integration_id: '$integration', unit_ids: `'{}'` },
  'app.own_kind': { integration_id: '$integration', origin: `'private'` },
  'app.kind_reading': { integration_id: '$integration', kinds: `'{}'` },
  'app.sync': { id: '$sync', integration_id: '$integration', state: `'queued'` },
  'app.account_sync': { integration_id: '$integration', sync_id: '$sync', state: `'ready'` },
  'app.idempotency': {},
  'app.operation': { integration_id: '$integration', type: `'prune'` },
  'hot.scope': {},
  'hot.checkpoint': {},
  'hot.resource': {},
  'hot.entity': {},
  'hot.claim': {},
  'hot.failure': {},
  'hot.finding': {},
  'hot.deletion_hold': { state: `'open'` },
  'hot.held_entity': {},
  'hot.deletion': { reason: `'gone'`, state: `'held'` },
  'hot.sync_event': {},
  'hot.raw': {},
  'hot.sent_example': {},
  'hot.sync_log': { level: `'info'` },
  'hot.planned_change': { action: `'created'` },
};
const ALL = ['app.tenant', ...Object.keys(TABLES)];
const VISIBLE_TO_SYSTEM = [
  'app.tenant',
  'app.api_key',
  'app.integration',
  'app.sync',
  'app.account_sync',
  'app.operation',
];

describe('row level security', () => {
  let fixture: StoreFixture;
  let database: TenantDatabase;
  let system: SystemDatabase;
  let owner: TenantId;
  let stranger: TenantId;

  function sample(transaction: Transaction, table: string): Promise<void> {
    const named = Object.entries(TABLES[table] ?? {}).map(([column, value]) => {
      // One integration and one sync of the owner: ids derived from its own.
      if (value === '$integration') return [column, `md5('i${owner}')::uuid`];
      if (value === '$sync') return [column, `md5('s${owner}')::uuid`];
      return [column, value];
    });
    return insertSampleRow(transaction, table, { tenant_id: `'${owner}'`, ...Object.fromEntries(named) });
  }

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    const options = new DatabaseOptions(fixture.url);
    database = new TenantDatabase(options);
    system = new SystemDatabase(options);
    owner = await fixture.tenant();
    stranger = await fixture.tenant();
    await database.transaction(owner, async (transaction) => {
      for (const table of Object.keys(TABLES)) await sample(transaction, table);
    });
  });

  afterAll(async () => {
    await Promise.all([database.close(), system.close()]);
    await fixture.close();
  });

  async function counts(transaction: Transaction): Promise<{ [table: string]: number }> {
    const entries: [string, number][] = [];
    for (const table of ALL) {
      const rows = await transaction.rows<{ n: number }>(`select count(*)::int as n from ${table}`);
      entries.push([table, rows[0]?.n ?? -1]);
    }
    return Object.fromEntries(entries);
  }

  function each(count: number): { [table: string]: number } {
    return Object.fromEntries(ALL.map((table) => [table, count]));
  }

  it('covers every table that has a tenant', async () => {
    const tables = await database.withoutTenant((transaction) =>
      transaction.rows<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace::regnamespace::text in ('app', 'hot') and c.relkind in ('r', 'p') and not c.relispartition
           and a.attname = 'tenant_id'`,
      ),
    );

    expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(TABLES).sort());
  });

  it('shows a tenant its own rows', async () => {
    expect(await database.transaction(owner, counts)).toEqual(each(1));
  });

  it('shows another tenant nothing but itself', async () => {
    expect(await database.transaction(stranger, counts)).toEqual({ ...each(0), 'app.tenant': 1 });
  });

  it('shows nothing at all without a tenant, also when the connection served one before', async () => {
    await database.transaction(owner, counts);

    expect(await database.withoutTenant(counts)).toEqual(each(0));
  });

  it('holds for Prisma as well', async () => {
    const look = (prisma: Parameters<Parameters<typeof fixture.tenants.transaction>[1]>[0]) =>
      Promise.all([prisma.tenant.count(), prisma.secret.count(), prisma.accountSync.count()]);

    expect(await fixture.tenants.transaction(owner, look)).toEqual([1, 1, 1]);
    expect(await fixture.tenants.transaction(stranger, look)).toEqual([1, 0, 0]);
    expect(await fixture.tenants.withoutTenant(look)).toEqual([0, 0, 0]);
  });

  it.each(Object.keys(TABLES))('refuses a row of another tenant in %s', async (table) => {
    const insert = database.transaction(stranger, (transaction) => sample(transaction, table));

    await expect(insert).rejects.toThrow(/row-level security policy/);
  });

  it('changes and deletes nothing of another tenant', async () => {
    const changed = await database.transaction(stranger, async (transaction) => [
      await transaction.count(`update app.integration set cap = 99`),
      await transaction.count(`delete from app.secret`),
      await transaction.count(`delete from hot.claim`),
    ]);

    expect(changed).toEqual([0, 0, 0]);
  });

  it('cannot be walked around by naming a partition', async () => {
    const look = database.transaction(stranger, (transaction) => transaction.rows('select 1 from hot.claim_0'));

    await expect(look).rejects.toThrow(/permission denied/);
  });

  it.each(ALL.filter((table) => !VISIBLE_TO_SYSTEM.includes(table)))('keeps %s from the system role', async (table) => {
    const look = system.transaction((transaction) => transaction.rows(`select 1 from ${table}`));

    await expect(look).rejects.toThrow(/permission denied/);
  });

  it.each(VISIBLE_TO_SYSTEM)('shows every row of %s to the system role', async (table) => {
    const rows = await system.transaction((transaction) => transaction.rows(`select 1 from ${table}`));

    expect(rows).toHaveLength(table === 'app.tenant' ? 2 : 1);
  });

  it('lets the system role move a schedule, but not change what it sees', async () => {
    const move = (sql: string) => system.transaction((transaction) => transaction.count(sql));

    expect(await move('update app.integration set next_due_at = now()')).toBe(1);
    await expect(move('update app.integration set cap = 99')).rejects.toThrow(/permission denied/);
    await expect(move(`update app.tenant set name = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(move('delete from app.sync')).rejects.toThrow(/permission denied/);
  });
});
