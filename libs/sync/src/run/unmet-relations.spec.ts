import type { Entity, UpsertBatch, UpsertVerdict } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';

const NO_ENTITIES = { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 };
const refused = (status: number, isUnmetRelation = false): UpsertVerdict => ({
  state: 'failed',
  status,
  error: 'refused',
  detail: 'why',
  isUnmetRelation,
});

describe('relations that cannot be met yet', () => {
  let ledger: LedgerFixture;
  let engine: Engine;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());
  beforeEach(async () => {
    engine = await Engine.open(ledger, {}, 2);
    engine.aws.regions['eu-west-1'] = new Map();
    engine.port.answer = (batch) => answers(batch);
  });

  /** Port without `createMissingRelatedEntities`: takes an entity once what it relates to is there. */
  function answers(batch: UpsertBatch): UpsertVerdict[] {
    const { entities } = engine.port;
    return (batch.entities as Entity[]).map((entity): UpsertVerdict => {
      const target = entity.relations['to'];
      if (typeof target === 'string' && !entities.has(target)) return refused(404, true);
      entities.set(entity.identifier, entity);
      return { state: 'created' };
    });
  }
  const accounts = (first: { [name: string]: string }, second: { [name: string]: string }) => {
    const estate = (targets: { [name: string]: string }) =>
      new Map(Object.entries(targets).map(([name, to]) => [name, to === '' ? {} : { to }]));
    Object.assign(engine.aws.accounts, { '100000000000': estate(first), '100000000001': estate(second) });
  };

  it('are met in the order of the relations when the account has been read', async () => {
    accounts({ a: 'b', b: 'c', c: 'd', d: '' }, {});

    const sync = await engine.sync();

    expect(sync).toMatchObject({ state: 'completed', counts: { entities: { ...NO_ENTITIES, created: 4 } } });
  });

  it('are met between accounts when all of them have been read, with the counts of each', async () => {
    accounts({ a: 'b', b: 'z', c: '' }, { y: 'a', z: '' });

    const sync = await engine.sync();

    expect(sync).toMatchObject({ state: 'completed', counts: { entities: { ...NO_ENTITIES, created: 5 } } });
    expect(await engine.rows('select outcome from app.account_sync')).toEqual([
      { outcome: 'completed' },
      { outcome: 'completed' },
    ]);
  });

  it('are left at that when nothing ever meets them, circles too', async () => {
    accounts({ a: 'b', b: 'a', c: 'nowhere' }, { z: '' });

    const sync = await engine.sync();

    expect(sync).toMatchObject({ state: 'partial', counts: { entities: { ...NO_ENTITIES, created: 1, failed: 3 } } });
    expect(engine.port.batches.length).toBeLessThanOrEqual(6);
  });

  it.each([refused(429), refused(503), { state: 'unknown', detail: 'timeout' } as const])(
    'and what Port could not take for now are pushed by the next sync: %j',
    async (verdict) => {
      accounts({ a: '' }, {});
      engine.port.answer = (batch) => batch.entities.map(() => verdict);
      await engine.sync();
      expect(await engine.rows('select retry_at > now() as "isDue" from hot.failure')).toEqual([{ isDue: true }]);

      engine.port.answer = undefined;
      const sync = await engine.sync();

      expect(sync).toMatchObject({ state: 'completed', counts: { entities: { ...NO_ENTITIES, created: 1 } } });
      expect(await engine.rows('select code from hot.failure')).toEqual([]);
    },
  );
});
