import { LedgerFixture } from '@longshore/database/testing';
import { DecisionLedger, PlanStore, type Decision } from '@longshore/database';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';
import { denied, tokenExpired } from '../testing/memory-aws.js';

/** What a sync tells about itself, whichever kind it is. */
const TOLD = ['planned_change', 'sync_event', 'sync_log'];
const REGIONS = ['eu-west-1', 'us-east-1'];

type State = 'v1' | 'v2' | 'hidden' | 'gone';
const estate = fc.array(fc.constantFrom<State>('v1', 'v2', 'hidden', 'gone'), { minLength: 5, maxLength: 5 });

const ALL: State[] = ['v1', 'v1', 'v1', 'v1', 'v1'];
const LAST_GONE: State[] = ['v1', 'v1', 'v1', 'v1', 'gone'];
const HALF_GONE: State[] = ['v1', 'v1', 'gone', 'hidden', 'gone'];
const word = fc.constantFrom<Decision | null>('approved', 'rejected', null);
const NOBODY: [null, null] = [null, null];

function become(engine: Engine, states: readonly string[]): void {
  for (const [index, region] of REGIONS.entries()) {
    // One stays, or the scope would turn empty at once and be held; and the second region mirrors a part of the first.
    const queues = new Map<string, { version: string; hidden: boolean }>([
      [`always-${index}`, { version: 'v1', hidden: false }],
    ]);
    states.forEach((state, number) => {
      const name = `queue-${number}`;
      if (state !== 'gone' && (index === 0 || number > 2))
        queues.set(name, { version: state, hidden: state === 'hidden' && index === 0 });
    });
    engine.aws.regions[region] = queues;
  }
}

async function ledgerOf(engine: Engine): Promise<unknown> {
  const tables = (await engine.rows(
    `select c.relname as name from pg_class c where c.relnamespace = 'hot'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and c.relname <> all($1) order by 1`,
    [TOLD],
  )) as { name: string }[];
  const content: { [table: string]: unknown } = {};
  for (const { name } of tables)
    content[name] = await engine.rows(`select to_jsonb(t) as row from hot.${name} t order by t::text`);
  return content;
}

const portOf = ({ port }: Engine): unknown => ({
  entities: [...port.entities],
  batches: port.batches.length,
  deleted: port.deleted.length,
  reports: port.reports,
});

describe('a dry sync', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  const planOf = (engine: Engine, id: Awaited<ReturnType<Engine['sync']>>['id']) =>
    new PlanStore(ledger.database).list(engine.tenantId, id, { limit: 100 });

  /** What somebody says to the holds that are open, the first of them first. */
  const decide = async ({ tenantId, accounts }: Engine, words: readonly (Decision | null)[]) => {
    const decisions = new DecisionLedger(ledger.database);
    const integrationId = accounts[0]?.integrationId ?? ('' as never);
    const open = await decisions.list(tenantId, integrationId, { limit: 10, state: 'open' });
    for (const [index, { id }] of open.entries()) {
      const decision = words[index];
      if (decision) await decisions.decide(tenantId, integrationId, { id, decision, actor: 'key' });
    }
  };

  it('leaves Port and the ledger as they are, and counts what the sync after it does', async () => {
    const words = fc.tuple(word, word);
    const round = fc.tuple(estate, words);
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), fc.boolean(), async (rounds, isBraked) => {
        const engine = await Engine.open(ledger, isBraked ? { entityDeletionThreshold: 0.1 } : {});
        for (const [states, said] of rounds) {
          become(engine, states);
          const before = [await ledgerOf(engine), portOf(engine)];
          const dry = await engine.drySync();
          expect([await ledgerOf(engine), portOf(engine)]).toEqual(before);
          const plan = await planOf(engine, dry.id);
          const real = await engine.sync();
          expect(dry.counts).toEqual(real.counts);
          const { created, updated, deleted, held } = real.counts.entities;
          expect(plan).toHaveLength(created + updated + deleted + held);
          const deletions = plan.filter(({ action }) => action === 'deleted').map(({ identifier }) => identifier);
          expect(deletions.sort()).toEqual(engine.port.deleted.splice(0).sort());
          await decide(engine, said);
        }
      }),
      {
        numRuns: 10,
        // An entity that two listings lose at once; and one that is to go through one of them only.
        examples: [
          [
            [
              [ALL, NOBODY],
              [LAST_GONE, NOBODY],
            ],
            true,
          ],
          [
            [
              [ALL, NOBODY],
              [HALF_GONE, ['approved', 'rejected']],
              [HALF_GONE, NOBODY],
              [LAST_GONE, NOBODY],
            ],
            true,
          ],
          [
            [
              [ALL, NOBODY],
              [HALF_GONE, ['rejected', 'approved']],
              [HALF_GONE, NOBODY],
            ],
            true,
          ],
          [
            [
              [ALL, NOBODY],
              [HALF_GONE, ['approved', null]],
              [HALF_GONE, NOBODY],
            ],
            true,
          ],
          [
            [
              [ALL, NOBODY],
              [HALF_GONE, [null, 'approved']],
              [HALF_GONE, NOBODY],
            ],
            true,
          ],
        ],
      },
    );
  }, 300_000);

  it('says of each entity what would become of it, and why', async () => {
    const engine = await Engine.open(ledger);
    engine.aws.regions['eu-west-1'] = new Map([
      ['changed', { version: 1 }],
      ['gone', {}],
      ['hides', { hidden: false }],
      ['stays', {}],
    ]);
    await engine.sync();
    engine.aws.regions['eu-west-1'] = new Map([
      ['changed', { version: 2 }],
      ['hides', { hidden: true }],
      ['new', {}],
      ['stays', {}],
    ]);

    const dry = await engine.drySync();

    const change = {
      awsAccountId: engine.accounts[0]?.awsAccountId,
      region: 'eu-west-1',
      kind: 'AWS::SQS::Queue',
      blueprint: 'thing',
    };
    const of = (identifier: string, action: string, reason: string | null) => ({
      ...change,
      id: expect.any(Number),
      awsId: identifier,
      identifier,
      action,
      reason,
    });
    const [one, other, ...rest] = await planOf(engine, dry.id);
    // Deletions come first, by the numbers that the ledger gave their entities.
    const deletions = [one, other].sort((a, b) => (String(a?.identifier) < String(b?.identifier) ? -1 : 1));
    expect([...deletions, ...rest]).toEqual([
      of('gone', 'deleted', 'gone'),
      of('hides', 'deleted', 'unmapped'),
      of('changed', 'updated', 'changed'),
      of('new', 'created', null),
    ]);
    expect(dry.dryRun).toBe(true);
  });

  it('says what the brakes would hold', async () => {
    const engine = await Engine.open(ledger);
    engine.aws.regions['eu-west-1'] = new Map([['only', {}]]);
    await engine.sync();
    engine.aws.regions['eu-west-1'] = new Map();

    const dry = await engine.drySync();

    expect(await planOf(engine, dry.id)).toMatchObject([
      { identifier: 'only', action: 'held', reason: 'scope-emptied' },
    ]);
    expect(dry.counts.entities).toMatchObject({ deleted: 0, held: 1 });
  });

  it('plans no deletion in a listing that it could not walk to its end', async () => {
    const engine = await Engine.open(ledger);
    engine.aws.regions['eu-west-1'] = new Map(['a', 'b', 'c', 'd'].map((name) => [name, {}]));
    await engine.sync();
    engine.aws.regions['eu-west-1'] = new Map(['b', 'c', 'd', 'e'].map((name) => [name, { name }]));
    engine.aws.fault = (call) => {
      if (call === 'next page') throw denied();
    };

    const dry = await engine.drySync();

    expect(dry.state).toBe('partial');
    expect((await planOf(engine, dry.id)).map(({ identifier, action }) => [identifier, action])).toEqual([
      ['b', 'updated'],
      ['c', 'updated'],
    ]);
  });

  it('begins again, and counts once, when a page token expires or its worker has to go', async () => {
    const engine = await Engine.open(ledger);
    engine.aws.regions['eu-west-1'] = new Map(['a', 'b', 'c', 'd'].map((name) => [name, {}]));
    let calls = 0;
    let workers = 0;
    const stopping = [new AbortController(), new AbortController()];
    engine.aws.fault = (call) => {
      if (call !== 'next page') return;
      calls += 1;
      if (calls === 1) throw tokenExpired();
      if (calls === 2) stopping[0]?.abort();
    };

    const dry = await engine.drySync(() => (stopping[workers++] as AbortController).signal);

    expect(workers).toBe(2);
    expect(dry.counts.entities).toMatchObject({ created: 4, updated: 0 });
    expect(await planOf(engine, dry.id)).toHaveLength(4);
  });
});
