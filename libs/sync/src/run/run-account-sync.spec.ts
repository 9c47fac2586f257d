import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine, WorkerKilled } from '../testing/engine.js';
import { denied, tokenExpired } from '../testing/memory-aws.js';

const NO_ENTITIES = { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 };

describe('an account sync', () => {
  let ledger: LedgerFixture;
  let engine: Engine;
  let queues: Map<string, { [property: string]: string | boolean | number }>;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());
  beforeEach(async () => {
    engine = await Engine.open(ledger);
    queues = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [name, { version: 1 }]));
    engine.aws.regions['eu-west-1'] = queues;
    engine.aws.regions['us-east-1'] = new Map();
  });

  const held = () => [...engine.port.entities.keys()].sort();
  /** Fails the n-th of these calls, once. */
  const failing = (call: string, error: Error, nth = 1) => {
    let calls = 0;
    return (made: string) => {
      if (made === call) calls += 1;
      if (made === call && calls === nth) throw error;
    };
  };

  it('creates what it lists, and costs neither jq nor Port anything when nothing changed', async () => {
    const first = await engine.sync();
    const { runs } = engine.mapper;
    const second = await engine.sync();

    expect(first).toMatchObject({
      state: 'completed',
      counts: { scopes: 2, resources: 5, entities: { ...NO_ENTITIES, created: 5 } },
    });
    expect(second).toMatchObject({ state: 'completed', counts: { entities: { ...NO_ENTITIES, unchanged: 5 } } });
    expect(engine.mapper.runs).toBe(runs);
    expect(engine.port.batches.flatMap(({ entities }) => entities)).toHaveLength(5);
  });

  it('updates what changed, and deletes what a direct read does not find', async () => {
    await engine.sync();
    queues.set('a', { version: 2 });
    queues.delete('b');

    const sync = await engine.sync();

    expect(sync.counts.entities).toEqual({ ...NO_ENTITIES, updated: 1, unchanged: 3, deleted: 1 });
    expect(held()).toEqual(['a', 'c', 'd', 'e']);
  });

  it('deletes nothing that a list left out and a direct read finds', async () => {
    await engine.sync();
    const hidden = queues.get('b') ?? {};
    queues.delete('b');
    engine.aws.fault = (call) => {
      if (call === 'read') queues.set('b', hidden);
    };

    expect((await engine.sync()).counts.entities.deleted).toBe(0);
    expect(held()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it.each([
    { verdict: 'finds', deleted: 0 },
    { verdict: 'is refused', deleted: 1 },
  ])('deletes $deleted of what two walks missed and a direct read $verdict', async ({ verdict, deleted }) => {
    await engine.sync();
    const hidden = queues.get('b') ?? {};
    engine.aws.fault = (call) => {
      if (call === 'first page') queues.delete('b');
      if (call === 'read' && verdict === 'is refused') throw denied();
      if (call === 'read') queues.set('b', hidden);
    };
    await engine.sync();
    await engine.rows(`update hot.resource set absent_at = absent_at - interval '11 minutes'`);

    expect((await engine.sync()).counts.entities.deleted).toBe(deleted);
  });

  it('takes out what the selector no longer lets pass, and maps it again when it does', async () => {
    await engine.sync();
    queues.set('b', { version: 1, hidden: true });
    expect((await engine.sync()).counts.entities).toEqual({ ...NO_ENTITIES, unchanged: 4, deleted: 1 });

    const { runs } = engine.mapper;
    await engine.sync();
    expect(engine.mapper.runs).toBe(runs);

    queues.set('b', { version: 1 });
    expect((await engine.sync()).counts.entities).toEqual({ ...NO_ENTITIES, unchanged: 4, created: 1 });
  });

  it('keeps the entity of a resource that cannot be mapped', async () => {
    await engine.sync();
    queues.set('b', { broken: true });

    const sync = await engine.sync();

    expect(sync).toMatchObject({ state: 'partial', counts: { entities: { ...NO_ENTITIES, unchanged: 4, failed: 1 } } });
    expect(held()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it.each(['first page', 'next page'])('deletes nothing where AWS denies the %s', async (call) => {
    await engine.sync();
    queues.delete('b');
    engine.aws.fault = failing(call, denied());

    const sync = await engine.sync();

    expect(sync).toMatchObject({ state: 'partial', counts: { incomplete: 1, entities: { deleted: 0 } } });
    expect(held()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('starts a walk anew when AWS forgets its page token, and proves by the new one alone', async () => {
    await engine.sync();
    queues.delete('b');
    engine.aws.fault = failing('next page', tokenExpired());

    expect((await engine.sync()).state).toBe('completed');
    expect(held()).toEqual(['a', 'c', 'd', 'e']);
  });

  it('goes on behind the last confirmed page of a worker that vanished, and deletes nothing for it', async () => {
    await engine.sync();
    engine.aws.listed.length = 0;
    engine.aws.fault = failing('next page', new WorkerKilled(), 2);

    const sync = await engine.sync();

    expect(sync.state).toBe('completed');
    expect(held()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(engine.aws.listed.filter((page) => page.startsWith('eu-west-1'))).toEqual([
      'eu-west-1 start',
      'eu-west-1 b',
      'eu-west-1 d',
    ]);
  });

  it('lists again what a vanished worker had listed since its last checkpoint, and deletes nothing that stands before it', async () => {
    engine.aws.pageSize = 1;
    engine.checkpoints.every = 2;
    await engine.sync();
    engine.aws.listed.length = 0;
    queues.delete('b');
    engine.aws.fault = failing('next page', new WorkerKilled(), 3);

    const sync = await engine.sync();

    expect(sync.state).toBe('completed');
    expect(held()).toEqual(['a', 'c', 'd', 'e']);
    expect(engine.aws.listed.filter((page) => page.startsWith('eu-west-1'))).toEqual([
      'eu-west-1 start',
      'eu-west-1 a',
      'eu-west-1 c',
      'eu-west-1 c',
      'eu-west-1 d',
    ]);
  });

  it('pushes again what a worker had pushed when it vanished', async () => {
    engine.port.fault = failing('after upsert', new WorkerKilled());

    expect((await engine.sync()).state).toBe('completed');
    expect(held()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await engine.rows('select 1 from hot.claim where pushed_hash is null')).toEqual([]);
  });

  it('ends a deletion that a worker had begun when it vanished, and keeps the entity as it was', async () => {
    await engine.sync();
    queues.delete('b');
    engine.port.fault = failing('after delete', new WorkerKilled());

    await engine.sync();

    expect(engine.port.deleted).toEqual(['b']);
    expect(
      await engine.rows('select identifier, state, before_ct is not null as "hasImage" from hot.deletion'),
    ).toEqual([{ identifier: 'b', state: 'deleted', hasImage: true }]);
  });

  it('holds a deletion while Port does not show the entity as it is', async () => {
    await engine.sync();
    queues.delete('b');
    engine.port.fault = failing('before read', denied());

    expect((await engine.sync()).counts.entities).toEqual({ ...NO_ENTITIES, unchanged: 4, held: 1 });
    expect(held()).toContain('b');
  });

  it('holds everything when a scope turns empty at once', async () => {
    await engine.sync();
    queues.clear();

    expect((await engine.sync()).counts.entities).toEqual({ ...NO_ENTITIES, held: 5 });
    expect(await engine.rows('select reason, count from hot.deletion_hold')).toEqual([
      { reason: 'scope-emptied', count: 5 },
    ]);
    expect(held()).toHaveLength(5);
  });

  it('never deletes with a threshold of 0', async () => {
    engine = await Engine.open(ledger, { entityDeletionThreshold: 0 });
    engine.aws.regions['eu-west-1'] = queues;
    await engine.sync();
    queues.delete('b');

    expect((await engine.sync()).counts.entities).toEqual({ ...NO_ENTITIES, unchanged: 4, held: 1 });
  });

  it.each([
    { column: 'deletions', value: 'off', entities: { ...NO_ENTITIES, updated: 1, unchanged: 3 } },
    { column: 'deletions', value: 'hold', entities: { ...NO_ENTITIES, updated: 1, unchanged: 3, held: 1 } },
    { column: 'pushes', value: 'off', entities: { ...NO_ENTITIES, unchanged: 3, held: 2 } },
  ])(
    'does neither more nor less with $column $value, and catches up afterwards',
    async ({ column, value, entities }) => {
      await engine.sync();
      queues.set('a', { version: 2 });
      queues.delete('b');
      await engine.rows(`update app.tenant set ${column} = $1`, [value]);

      expect((await engine.sync()).counts.entities).toEqual(entities);
      expect(held()).toEqual(['a', 'b', 'c', 'd', 'e']);

      await engine.rows(`update app.tenant set ${column} = 'on'`);
      await engine.sync();
      expect(held()).toEqual(['a', 'c', 'd', 'e']);
      expect(engine.port.entities.get('a')?.properties).toEqual({ version: 2 });
    },
  );

  it('tries an entity once more whose relation was unmet, and leaves it at that', async () => {
    let refusals = 2;
    engine.port.answer = (batch) =>
      batch.entities.map(() =>
        (refusals -= 1) >= 0
          ? { state: 'failed', status: 404, error: 'not_found', detail: 'no target', isUnmetRelation: true }
          : { state: 'created' },
      );
    for (const name of ['c', 'd', 'e']) queues.delete(name);

    const healed = await engine.sync();
    expect(healed).toMatchObject({ state: 'completed', counts: { entities: { ...NO_ENTITIES, created: 2 } } });

    refusals = 1000;
    queues.set('a', { version: 2 });
    const refused = await engine.sync();
    expect(refused).toMatchObject({
      state: 'partial',
      counts: { entities: { ...NO_ENTITIES, unchanged: 1, failed: 1 } },
    });
    expect(engine.port.batches).toHaveLength(4);
  });
});
