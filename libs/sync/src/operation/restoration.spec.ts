import { OperationId, type Entity, type JsonObject, type SyncId } from '@longshore/domain';
import type { OperationRow } from '@longshore/database';
import { LedgerFixture } from '@longshore/database/testing';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../testing/carry-out.js';
import { Engine } from '../testing/engine.js';

describe('a restoration', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  const restore = async (engine: Engine, syncId: SyncId): Promise<OperationRow | undefined> => {
    const { operations, carryOut } = operationsOf(engine);
    const id = OperationId.parse(randomUUID());
    const integrationId = engine.accounts[0]?.integrationId ?? ('' as never);
    const target = { syncId };
    await operations.open(engine.tenantId, { id, integrationId, type: 'restoration', target, actor: 'key' });
    await carryOut.run(engine.tenantId, id, 10_000);
    return operations.get(engine.tenantId, id);
  };
  const engineWith = async (names: string[], body: JsonObject = { version: 1 }) => {
    const engine = await Engine.open(ledger);
    engine.aws.regions['eu-west-1'] = new Map(['always', ...names].map((name) => [name, { ...body }]));
    await engine.sync();
    return engine;
  };

  it('brings back what a sync deleted, body for body, and no later sync takes it away', async () => {
    const body = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean()));
    await fc.assert(
      fc.asyncProperty(body, async (properties) => {
        const { hidden: _hidden, broken: _broken, to: _to, ...plain } = properties;
        const engine = await engineWith(['a', 'b'], plain);
        const before = new Map<string, Entity>(engine.port.entities);
        engine.aws.regions['eu-west-1']?.delete('a');
        const sync = await engine.sync();
        expect(engine.port.deleted).toEqual(['a']);

        expect(await restore(engine, sync.id)).toMatchObject({
          state: 'completed',
          counts: { restored: 1, failed: 0 },
        });
        expect(engine.port.entities).toEqual(before);
        await engine.sync();
        expect(engine.port.entities).toEqual(before);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('leaves alone what is in Port again, and claims it anew when its resource comes back', async () => {
    const engine = await engineWith(['a']);
    engine.aws.regions['eu-west-1']?.delete('a');
    const sync = await engine.sync();
    engine.aws.regions['eu-west-1']?.set('a', { version: 2 });
    await engine.sync();

    expect(await restore(engine, sync.id)).toMatchObject({ state: 'completed', counts: { restored: 0, present: 1 } });
    expect(engine.port.entities.get('a')?.properties).toEqual({ version: 2 });
  });

  it('tells of each entity why it did not come back, and is repeated for those', async () => {
    const engine = await engineWith(['a', 'b']);
    engine.aws.regions['eu-west-1']?.delete('a');
    const sync = await engine.sync();
    engine.port.answer = ({ entities }) =>
      entities.map(() => ({
        state: 'failed',
        status: 422,
        error: 'bad',
        detail: 'no such property',
        isUnmetRelation: false,
      }));

    expect(await restore(engine, sync.id)).toMatchObject({ state: 'partial', counts: { restored: 0, failed: 1 } });
    expect(await engine.rows(`select state, evidence ->> 'restoration' as why from hot.deletion`)).toEqual([
      { state: 'deleted', why: 'no such property' },
    ]);
    engine.port.answer = undefined;
    expect(await restore(engine, sync.id)).toMatchObject({ state: 'completed', counts: { restored: 1, failed: 0 } });
    expect(await engine.rows('select state from hot.deletion')).toEqual([{ state: 'restored' }]);
  });
});
