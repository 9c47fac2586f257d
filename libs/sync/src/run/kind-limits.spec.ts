import { LedgerFixture } from '@longshore/database/testing';
import type { AccountSyncId } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';
import { testEntry } from '../testing/test-entry.js';
import { limitOf } from './kind-limits.js';

const entry = (kind: string, maxConcurrentAccounts: number | null) => testEntry(kind, { maxConcurrentAccounts });

describe('how many accounts may read a kind at once', () => {
  it.each([
    ['as the sync', [entry('queues', null)], 5, null],
    ['as the sync', [entry('queues', 5), entry('topics', 2)], 5, null],
    ['as its entry says', [entry('queues', 2), entry('topics', 5)], 5, 2],
    ['as the least of its entries says', [entry('queues', 3), entry('queues', 1), entry('queues', null)], 5, 1],
  ])('is %s', (_case, entries, cap, limit) => {
    expect(limitOf(entries, 'queues', cap)).toBe(limit);
  });
});

describe('a kind that one account at a time may read', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  const resource = (kind: string, limit?: number) => ({
    kind,
    selector: { query: 'true', ...(limit && { maxConcurrentAccounts: limit }) },
    port: { entity: { mappings: { identifier: '.Identifier', blueprint: '"thing"' } } },
  });

  it('is left for later by the others, which read the rest and wait without a worker', async () => {
    const engine = await Engine.open(
      ledger,
      { resources: [resource('AWS::SQS::Queue', 1), resource('AWS::SNS::Topic')] },
      2,
    );
    engine.aws.regions['eu-west-1'] = new Map([['a', {}]]);
    const { id } = await engine.openSync();
    const [one, other] = (await ledger.accountSyncs.ofSync(engine.tenantId, id)).map((row) => row.id) as [
      AccountSyncId,
      AccountSyncId,
    ];
    const stateOf = (accountSync: AccountSyncId) =>
      engine.rows(
        `select state, awaited_kinds as awaited, ready_at <= now() as "isDue", (counts ->> 'complete')::int as complete
         from app.account_sync where id = $1`,
        [accountSync],
      );
    let begun = (): void => undefined;
    let goOn = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
    engine.aws.before = async (kind) => {
      begun();
      if (kind === 'AWS::SQS::Queue') await mayGoOn;
    };

    const first = engine.workOn(one);
    await hasBegun;
    await engine.workOn(other);

    const waits = { state: 'ready', awaited: ['AWS::SQS::Queue'], isDue: false, complete: 1 };
    expect(await stateOf(other)).toEqual([waits]);
    goOn();
    await first;
    expect(await stateOf(other)).toEqual([{ ...waits, awaited: [], isDue: true }]);
    await engine.workOn(other);

    expect(await stateOf(other)).toEqual([{ state: 'done', awaited: [], isDue: true, complete: 2 }]);
    expect((await ledger.syncs.get(engine.tenantId, id))?.state).toBe('completed');
  });
});
