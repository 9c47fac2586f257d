import { OperationStore, TenantStore } from '@longshore/database';
import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../testing/carry-out.js';
import { Engine } from '../testing/engine.js';
import { PruneGoneAccounts } from './prune-gone-accounts.js';

const ID = '100000000000';
const OF = (state: string) => [{ awsAccountId: ID, state }];

describe('an account that AWS says is gone', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  /** With two entities of one account, of which AWS told `state` first so many days ago. */
  const gone = async (state: string, days: number) => {
    const engine = await Engine.open(ledger);
    engine.aws.regions['eu-west-1'] = new Map(['a', 'b'].map((name) => [name, { name }]));
    await engine.sync();
    await engine.rows(
      `update app.account set state = $1, organization_id = 'o-1', gone_since = now() - $2 * interval '1 day'`,
      [state, days],
    );
    return engine;
  };
  /** The newest reading of the organization that succeeded. */
  const read = (engine: Engine, accounts: unknown[], { isWhole = true, daysAgo = 0, organizationId = 'o-1' } = {}) =>
    engine.rows(
      `insert into app.organization (tenant_id, integration_id, role_arn, unit_ids, organization_id, is_whole, accounts, read_at)
       select tenant_id, id, 'arn', '{}', $1, $2, $3, now() - $4 * interval '1 day' from app.integration
       on conflict (tenant_id, integration_id) do update set accounts = excluded.accounts, read_at = excluded.read_at`,
      [organizationId, isWhole, JSON.stringify(accounts), daysAgo],
    );
  const open = () =>
    new PruneGoneAccounts(
      new TenantStore(ledger.stores.tenants, ledger.stores.system),
      new OperationStore(ledger.database, ledger.system),
    ).run();
  const prunes = (engine: Engine) => engine.rows(`select state, target, actor from app.operation`);
  const carryOut = async (engine: Engine) => {
    const { operations, carryOut: worker } = operationsOf(engine);
    for (const { tenantId, operationId } of await operations.waiting(100))
      if (tenantId === engine.tenantId) await worker.run(tenantId, operationId, 10_000);
  };
  const target = { isGone: true, accountIds: [ID] };

  it.each([
    ['suspended', OF('SUSPENDED')],
    ['suspended', OF('CLOSED')],
    ['left', []],
  ])('is pruned after seven days when it is %s: %j', async (state, accounts) => {
    const engine = await gone(state, 7);
    await read(engine, accounts);
    await open();
    await open();
    expect(await prunes(engine)).toEqual([{ state: 'queued', target, actor: 'longshore' }]);

    await carryOut(engine);
    expect(engine.port.entities.size).toBe(0);
    const evidence = { kind: 'AWS::SQS::Queue', region: 'eu-west-1', account: ID };
    const entry = { state: 'deleted', reason: 'orphaned', hasImage: true, evidence: expect.objectContaining(evidence) };
    const journal = await engine.rows(
      `select state, reason, before_ct is not null as "hasImage", evidence from hot.deletion where evidence ? 'goneSince'`,
    );
    expect(journal).toEqual([entry, entry]);
    await open();
    expect(await prunes(engine)).toEqual([{ state: 'completed', target, actor: 'longshore' }]);
  });

  it.each([
    ['before that', 'suspended', 6.9, OF('SUSPENDED'), {}],
    ['on a reading that is older', 'left', 8, [], { daysAgo: 1.5 }],
    ['on a reading that lists not all accounts', 'left', 8, [], { isWhole: false }],
    ['on a reading of another organization', 'left', 8, [], { organizationId: 'o-2' }],
    ['on a reading that has it again', 'left', 8, OF('ACTIVE'), {}],
    ['while it is being closed', 'suspended', 8, OF('PENDING_CLOSURE'), {}],
    ['when its role is lost', 'role_lost', 8, OF('SUSPENDED'), {}],
  ])('is not pruned %s', async (_, state, days, accounts, how) => {
    const engine = await gone(state, days);
    await read(engine, accounts, how);
    await open();
    expect(await prunes(engine)).toEqual([]);
  });

  it('keeps everything when it comes back before the prune is carried out, whatever state it is in then', async () => {
    const engine = await gone('suspended', 30);
    await read(engine, OF('SUSPENDED'));
    await open();
    await engine.rows(`update app.account set state = 'role_lost', gone_since = null`);
    await engine.rows(`update hot.scope set released_by = (select id from app.operation)`);
    await carryOut(engine);
    expect([...engine.port.entities.keys()]).toEqual(['a', 'b']);
    expect(await engine.rows('select 1 from hot.claim')).toHaveLength(2);
  });

  it('waits while deletions are switched off', async () => {
    const engine = await gone('suspended', 30);
    await read(engine, OF('SUSPENDED'));
    await engine.rows(`update app.tenant set deletions = 'hold'`);
    await open();
    await carryOut(engine);
    expect(engine.port.entities.size).toBe(2);
    expect(await prunes(engine)).toEqual([{ state: 'queued', target, actor: 'longshore' }]);
  });
});
