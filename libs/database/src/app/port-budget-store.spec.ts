import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseOptions } from '../connection/database-options.js';
import { SystemDatabase } from '../connection/system-database.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { PortBudgetStore } from './port-budget-store.js';

describe('the budget of a Port organization', () => {
  let database: TestDatabase;
  let connections: SystemDatabase[];
  let one: PortBudgetStore;
  let other: PortBudgetStore;

  beforeAll(async () => {
    database = await testDatabase();
    connections = [0, 1].map(() => new SystemDatabase(new DatabaseOptions(database.url)));
    [one, other] = connections.map((connection) => new PortBudgetStore(connection)) as [
      PortBudgetStore,
      PortBudgetStore,
    ];
  });
  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await database.close();
  });

  /** So slow that nothing comes back while the test runs. */
  const slow = { limit: 300, periodSeconds: 1_000_000, remaining: 300, resetsInMs: 1_000_000 };

  it('is shared by two processes, to the last request', async () => {
    await one.report('shared', slow);
    const leases = await Promise.all(
      Array.from({ length: 40 }, (_, turn) => (turn % 2 === 0 ? one : other).lease('shared', 1)),
    );

    expect(leases.reduce((sum, { granted }) => sum + granted, 0)).toEqual(30);
    expect(leases.filter(({ granted }) => granted === 0).every(({ waitMs }) => waitMs > 1_000_000)).toEqual(true);
  });

  it('grants what is there, in whole requests', async () => {
    await one.report('whole', { ...slow, remaining: 70 });

    expect(await other.lease('whole', 100)).toEqual({ granted: 10, waitMs: 0 });
  });

  it('ends for all processes when Port asked one of them to wait', async () => {
    await one.report('refused', { remaining: 0, resetsInMs: 60_000 });

    const { granted, waitMs } = await other.lease('refused', 1);
    expect(granted).toEqual(0);
    expect(Math.abs(waitMs - 50_000)).toBeLessThan(2000);
  });

  it('is another one for another organization', async () => {
    await one.report('paused', { remaining: 0, resetsInMs: 60_000 });

    expect(await one.lease('free', 20)).toEqual({ granted: 20, waitMs: 0 });
  });

  it('is forgotten once nobody has used it for a day, unless Port asked for a longer pause', async () => {
    const organizations = ['used', 'unused', 'told-to-wait'];
    await Promise.all(organizations.map((organization) => one.lease(organization, 1)));
    await one.report('told-to-wait', { remaining: 0, resetsInMs: 48 * 60 * 60_000 });
    const rows = (sql: string): Promise<{ organization: string }[]> =>
      (connections[0] as SystemDatabase).transaction((transaction) => transaction.rows(sql, [organizations]));
    await rows(
      `update app.port_budget set updated_at = now() - interval '25 hours', reset_at = case port_org when 'unused' then updated_at - interval '25 hours' else reset_at end
       where port_org = any($1) and port_org <> 'used' returning port_org as organization`,
    );

    await one.forgetUnused();

    expect(
      await rows('select port_org as organization from app.port_budget where port_org = any($1) order by 1'),
    ).toEqual([{ organization: 'told-to-wait' }, { organization: 'used' }]);
  });

  it('begins once when two processes meet an organization at the same moment', async () => {
    const leases = await Promise.all([one, other, one, other].map((store) => store.lease('new', 3000)));

    expect(leases.reduce((sum, { granted }) => sum + granted, 0)).toBeLessThan(3500 + 1000);
  });
});
