import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LedgerFixture } from '../testing/ledger-fixture.js';
import type { Statement } from './pipeline.js';

const statement = (text: string, ...values: unknown[]): Statement => ({ text, values });
const named = (name: string): Statement =>
  statement('insert into app.blueprint_name (tenant_id, name) values ($1, $2)', tenantId, name);
const lock = (number: number): Statement => statement('select pg_advisory_xact_lock($1)', number);
const pass = (number: number): Statement => statement('select pg_advisory_xact_lock_shared($1)', number);
let tenantId: TenantId;

describe('statements sent together', () => {
  let fixture: LedgerFixture;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    tenantId = await fixture.stores.tenant();
  });
  afterAll(() => fixture.close());

  const names = () =>
    fixture.rows(tenantId, `select name from app.blueprint_name where name like 'pipe%' order by name`);

  it('answer in their order, and see what those before them did', async () => {
    const results = await fixture.database.together(tenantId, [
      statement('select $1::int as number', 1),
      named('pipe-seen'),
      statement('select name from app.blueprint_name where tenant_id = $1 and name = $2', tenantId, 'pipe-seen'),
    ]);

    expect(results.map(({ rows, rowCount }) => ({ rows, rowCount }))).toEqual([
      { rows: [{ number: 1 }], rowCount: 1 },
      { rows: [], rowCount: 1 },
      { rows: [{ name: 'pipe-seen' }], rowCount: 1 },
    ]);
  });

  it('are all undone when one fails, and can be sent again', async () => {
    const before = await names();
    const divide = (by: number) => statement('select 1 / $1::int as quotient', by);
    const after = statement('select $1::text as "neverPreparedBefore"', 'x');

    await expect(fixture.database.together(tenantId, [named('pipe-undone'), divide(0), after])).rejects.toThrow(
      'division by zero',
    );
    expect(await names()).toEqual(before);

    const again = Array.from({ length: 8 }, () => fixture.database.together(tenantId, [divide(1), after]));
    expect((await Promise.all(again)).map((results) => results.map(({ rows }) => rows))).toEqual(
      again.map(() => [[{ quotient: 1 }], [{ neverPreparedBefore: 'x' }]]),
    );
  });

  it('show the rows of one tenant only, and leave the connection without any', async () => {
    await fixture.database.together(tenantId, [named('pipe-mine')]);
    const stranger = await fixture.stores.tenant();
    const [seen] = await fixture.database.together(stranger, [statement('select name from app.blueprint_name')]);

    expect(seen?.rows).toEqual([]);
    expect(
      await fixture.database.withoutTenant((transaction) =>
        transaction.rows(
          `select current_setting('app.tenant', true) as tenant, current_setting('enable_seqscan') as seqscan`,
        ),
      ),
    ).toEqual([{ tenant: '', seqscan: 'on' }]);
  });

  it('are tried again when PostgreSQL ends them to resolve a deadlock', async () => {
    const [one, other, gate] = [101, 102, 103];
    let pipelines: Promise<unknown>[] = [];
    await fixture.database.transaction(tenantId, async (transaction) => {
      await transaction.rows('select pg_advisory_xact_lock($1)', [gate]);
      pipelines = [
        fixture.database.together(tenantId, [lock(one), pass(gate), lock(other), named('pipe-one')]),
        fixture.database.together(tenantId, [lock(other), pass(gate), lock(one), named('pipe-other')]),
      ];
      const waiting = `select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted`;
      await expect.poll(async () => (await transaction.rows(waiting, [gate])).length).toBe(2);
    });
    await Promise.all(pipelines);

    expect(await names()).toEqual(expect.arrayContaining([{ name: 'pipe-one' }, { name: 'pipe-other' }]));
  });

  it('fail alone when their connection breaks', async () => {
    const breaking = statement('select pg_terminate_backend(pg_backend_pid())');
    await expect(fixture.database.together(tenantId, [named('pipe-broken'), breaking])).rejects.toThrow();

    expect(await names()).not.toContainEqual({ name: 'pipe-broken' });
  });

  it('fail before anything is written when a value cannot be sent', async () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;

    await expect(
      fixture.database.together(tenantId, [named('pipe-half'), statement('select $1::jsonb', circular)]),
    ).rejects.toThrow('circular');
    expect(await names()).not.toContainEqual({ name: 'pipe-half' });
  });
});
