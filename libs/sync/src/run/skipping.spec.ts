import { PortUnreachable, type Entity, type JsonObject, type UpsertBatch, type UpsertVerdict } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine, WorkerKilled } from '../testing/engine.js';

/** Its curated kind calls `LatestRestorableTime` volatile. */
const KIND = 'AWS::RDS::DBInstance';
const VERDICTS = ['stored', 'refused', 'unknown', 'unreachable', 'killed'] as const;
/** What comes before a sync, and what Port does to the n-th of its requests. */
const round = fc.record({
  versions: fc.array(fc.constantFrom('v1', 'v2', 'hidden'), { minLength: 5, maxLength: 5 }),
  /** Of a kind whose `LatestRestorableTime` changes by itself. */
  restorable: fc.constantFrom('1', '2'),
  title: fc.constantFrom(undefined, '"one"', '"two"', 'now'),
  verdict: fc.constantFrom(...VERDICTS),
  nth: fc.integer({ min: 1, max: 3 }),
});
type Verdict = (typeof VERDICTS)[number];

function instancesTitled(title: string | undefined): JsonObject {
  const mappings = { identifier: '.Identifier', blueprint: '"thing"', ...(title !== undefined && { title }) };
  return { kind: KIND, port: { entity: { mappings } } };
}

const REFUSAL: UpsertVerdict = { state: 'failed', status: 422, error: 'no', detail: 'no', isUnmetRelation: false };

function answering(engine: Engine, verdict: Verdict, nth: number): void {
  let requests = 0;
  const isDue = () => requests === nth;
  engine.port.fault = (call) => {
    if (call === 'before upsert') requests += 1;
    if (call !== 'after upsert' || !isDue()) return;
    if (verdict === 'killed') throw new WorkerKilled();
    if (verdict === 'unreachable') throw new PortUnreachable('timeout');
  };
  engine.port.answer = (batch: UpsertBatch) =>
    (batch.entities as Entity[]).map((entity): UpsertVerdict => {
      if (isDue() && verdict === 'refused') return REFUSAL;
      engine.port.entities.set(entity.identifier, entity);
      return isDue() && verdict === 'unknown' ? { state: 'unknown', detail: 'timeout' } : { state: 'updated' };
    });
}

describe('skipping what did not change', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  it('never hides a change of a resource or of the mapping, whatever became of the pushes before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 3 }), async (rounds) => {
        const engine = await Engine.open(ledger, { resources: [instancesTitled(undefined)] });
        const instances = (engine.aws.regions['eu-west-1'] = new Map());
        let titled = '';
        for (const [index, { versions, restorable, title, verdict, nth }] of rounds.entries()) {
          versions.forEach((version, place) =>
            instances.set(`db-${place}`, { version, LatestRestorableTime: restorable, hidden: version === 'hidden' }),
          );
          await engine.remap({}, { resources: [instancesTitled(title)] });
          engine.mapper.time = index;
          titled = title ?? '';
          answering(engine, verdict, nth);
          await engine.sync();
        }
        engine.mapper.time = rounds.length;
        answering(engine, 'stored', 0);
        await engine.sync();

        const title = titled === 'now' ? String(rounds.length) : titled;
        const wanted = [...instances].flatMap(([name, { version, hidden }]) =>
          hidden ? [] : [[name, version, title]],
        );
        const stored = [...engine.port.entities].map(([name, entity]) => [
          name,
          entity.properties['version'],
          entity.title ?? '',
        ]);
        expect(stored.sort()).toEqual(wanted.sort());
      }),
      { numRuns: 15 },
    );
  }, 300_000);

  it('spares what changed in volatile paths only, and nothing else', async () => {
    const value = fc.record({
      version: fc.constantFrom('v1', 'v2'),
      LatestRestorableTime: fc.constantFrom('1', '2', '3'),
    });
    await fc.assert(
      fc.asyncProperty(value, value, async (before, after) => {
        const engine = await Engine.open(ledger, { resources: [instancesTitled(undefined)] });
        engine.aws.regions['eu-west-1'] = new Map([['db', before]]);
        await engine.sync();
        engine.aws.regions['eu-west-1'] = new Map([['db', after]]);
        await engine.sync();

        const isSpared = before.version === after.version;
        expect({ runs: engine.mapper.runs, pushes: engine.port.batches.length }).toEqual(
          isSpared ? { runs: 1, pushes: 1 } : { runs: 2, pushes: 2 },
        );
        expect(engine.port.entities.get('db')?.properties).toEqual(isSpared ? before : after);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
