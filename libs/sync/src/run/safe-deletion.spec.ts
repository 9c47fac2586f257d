import { PortUnreachable } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine, WorkerKilled } from '../testing/engine.js';
import { plannedFaults, striking } from '../testing/planned-faults.js';
import { denied, tokenExpired } from '../testing/memory-aws.js';

const FAULTS = {
  'first page': [denied, () => new WorkerKilled()],
  'next page': [denied, tokenExpired, () => new WorkerKilled()],
  read: [denied, () => new WorkerKilled()],
  'before upsert': [() => new PortUnreachable('timeout'), () => new WorkerKilled()],
  'after upsert': [() => new PortUnreachable('timeout'), () => new WorkerKilled()],
  'before read': [() => new PortUnreachable('timeout'), () => new WorkerKilled()],
  'before delete': [() => new PortUnreachable('timeout'), () => new WorkerKilled()],
  'after delete': [() => new PortUnreachable('timeout'), () => new WorkerKilled()],
} as const;

/** What becomes of each resource before a sync: its version, hidden from the selector, or gone. */
const estate = fc.array(fc.constantFrom('v1', 'v2', 'hidden', 'gone'), { minLength: 6, maxLength: 6 });
const round = fc.record({ estate, faults: plannedFaults(FAULTS, 4) });

type Estate = Map<string, { version: string; hidden: boolean }>;

function become(queues: Estate, states: string[]): void {
  queues.clear();
  // One stays, or the scope would turn empty at once and be held.
  queues.set('always', { version: 'v1', hidden: false });
  states.forEach((state, index) => {
    if (state !== 'gone') queues.set(`queue-${index}`, { version: state, hidden: state === 'hidden' });
  });
}

const visible = (queues: Estate): [string, string][] =>
  [...queues].flatMap(([name, { version, hidden }]): [string, string][] => (hidden ? [] : [[name, version]])).sort();

describe('whatever fails, and whenever a worker vanishes', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  it('only what AWS no longer has is ever deleted, and one quiet sync later Port has exactly what AWS has', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(round, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        async (rounds, pages) => {
          const engine = await Engine.open(ledger);
          engine.checkpoints.every = pages;
          const queues: Estate = new Map();
          engine.aws.regions['eu-west-1'] = queues;

          for (const { estate: states, faults } of rounds) {
            become(queues, states);
            engine.aws.fault = engine.port.fault = striking(FAULTS, faults);
            engine.port.deleted.length = 0;
            await engine.sync();
            const wanted = new Set(visible(queues).map(([name]) => name));
            expect(engine.port.deleted.filter((identifier) => wanted.has(identifier))).toEqual([]);
          }

          engine.aws.fault = engine.port.fault = () => undefined;
          await engine.sync();
          const stored = [...engine.port.entities].map(([name, { properties }]) => [name, properties['version']]);
          expect(stored.sort()).toEqual(visible(queues));
        },
      ),
      { numRuns: 15 },
    );
  }, 300_000);

  describe('a list that is refused to accounts which have nothing to show', () => {
    const refusedTo = async (names: string[]) => {
      const engine = await Engine.open(ledger);
      engine.aws.regions['eu-west-1'] = new Map(names.map((name) => [name, {}]));
      await engine.sync();
      engine.aws.regions['eu-west-1'].clear();
      engine.aws.refused = denied().failure;
      return engine;
    };
    const outcomes = (engine: Engine) =>
      engine.rows(`select outcome, outcome_detail ->> 'reason' as reason from hot.scope`);

    it('is incomplete, never empty, where the account has shown something: a delegated administrator that lost the right', async () => {
      const engine = await refusedTo(['a']);

      expect((await engine.drySync()).counts).toMatchObject({ complete: 0, incomplete: 1, entities: { held: 0 } });
      const sync = await engine.sync();

      expect([sync.state, sync.counts]).toMatchObject([
        'partial',
        { incomplete: 1, entities: { deleted: 0, held: 0 } },
      ]);
      expect(await outcomes(engine)).toEqual([{ outcome: 'incomplete', reason: 'denied' }]);
    });

    it('is empty where the account never had anything: a member', async () => {
      const engine = await refusedTo([]);

      expect((await engine.sync()).state).toBe('completed');
    });

    it('is empty for an account that was incomplete before it was heard', async () => {
      const engine = await refusedTo([]);
      engine.aws.fault = () => {
        throw denied();
      };
      expect((await engine.sync()).state).not.toBe('completed');
      engine.aws.fault = () => undefined;

      expect((await engine.sync()).state).toBe('completed');
    });
  });
});
