import type { JsonObject } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine, WorkerKilled } from '../testing/engine.js';
import { plannedFaults, striking } from '../testing/planned-faults.js';
import { denied, tokenExpired } from '../testing/memory-aws.js';

const NODEGROUP = 'AWS::EKS::Nodegroup';
const REGION = 'eu-west-1';

/** A mapping of node groups, which AWS lists cluster by cluster; `parents`: the clusters that it names. */
function mapping(...parents: string[]): JsonObject {
  const resources_models = parents.map((Parent) => ({ Parent }));
  const aws = { regions_config: { [REGION]: { resources_models } } };
  const entity = { mappings: { identifier: '.Identifier', blueprint: '"thing"' } };
  return { dialect: 'ocean-v3', resources: [{ kind: NODEGROUP, selector: { query: 'true', aws }, port: { entity } }] };
}

describe('a kind that is listed by resource models', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  async function open(document = mapping()): Promise<Engine> {
    const engine = await Engine.open(ledger, document);
    engine.aws.regions[REGION] = new Map();
    return engine;
  }

  const holds = (engine: Engine, parent: string, ...children: string[]) =>
    engine.aws.below.set(parent, new Map(children.map((name) => [name, { name }])));

  /** Two clusters, which were synced once. */
  async function synced(document?: JsonObject): Promise<Engine> {
    const engine = await open(document);
    holds(engine, 'blue', 'blue-1', 'blue-2', 'blue-3');
    holds(engine, 'red', 'red-1', 'red-2');
    await engine.sync();
    return engine;
  }

  const inPort = ({ port }: Engine) => [...port.entities.keys()].sort();
  const scopes = (engine: Engine) =>
    engine.rows(`select model ->> 'Parent' as parent, outcome, item_count as items, orphaned_at is not null as "isOrphan"
      from hot.scope where model is not null order by 1`);
  const outcome = async (engine: Engine) => {
    const [row] = await engine.rows(
      `select o.value as cell from app.account_sync a join app.sync s on s.id = a.sync_id, jsonb_each(a.outcomes) o order by s.no desc limit 1`,
    );
    return (row as { cell: JsonObject } | undefined)?.cell;
  };

  it('has a scope for each parent', async () => {
    const engine = await synced();

    expect([inPort(engine), await scopes(engine)]).toEqual([
      ['blue-1', 'blue-2', 'blue-3', 'red-1', 'red-2'],
      [
        { parent: 'blue', outcome: 'complete', items: 3, isOrphan: false },
        { parent: 'red', outcome: 'complete', items: 2, isOrphan: false },
      ],
    ]);
  });

  it('proves for each parent alone what is gone below it', async () => {
    const engine = await synced();
    holds(engine, 'blue', 'blue-1', 'blue-2');
    holds(engine, 'red', 'red-1');
    engine.aws.fault = (_call, parent) => {
      if (parent === 'red') throw denied();
    };

    const sync = await engine.sync();

    expect([sync.state, engine.port.deleted, await outcome(engine)]).toMatchObject([
      'partial',
      ['blue-3'],
      {
        reason: 'denied',
        detail: expect.stringContaining('1 of 2 resource models, {"Parent":"red"} for one: AccessDenied'),
        models: { found: 2, incomplete: 1 },
        items: 2,
      },
    ]);
  });

  it('deletes what lay below a parent that is gone, without asking, as long as others of its kind are there', async () => {
    const engine = await synced();
    engine.aws.below.delete('red');

    await engine.sync();
    await engine.sync();

    expect([engine.port.deleted, await scopes(engine)]).toEqual([
      ['red-1', 'red-2'],
      [{ parent: 'blue', outcome: 'complete', items: 3, isOrphan: false }],
    ]);
  });

  it('asks where all of the kind is gone at once', async () => {
    const engine = await synced();
    engine.aws.below.clear();

    const sync = await engine.sync();

    expect([engine.port.deleted, sync.counts.entities.held]).toEqual([[], 5]);
  });

  it.each([
    ['cannot be listed', 'first parents'],
    ['cannot be listed to their end', 'next parents'],
  ])('proves nothing of the parents that are not found where parents %s', async (_what, call) => {
    const engine = await synced();
    for (const name of ['green', 'grey', 'red-again']) holds(engine, name);
    engine.aws.below.delete('red');
    holds(engine, 'blue', 'blue-1', 'blue-2');
    engine.aws.fault = (called) => {
      if (called === call) throw denied();
    };

    const sync = await engine.sync();

    expect([sync.state, inPort(engine).includes('red-1'), await outcome(engine)]).toMatchObject([
      'partial',
      true,
      { reason: 'denied', detail: expect.stringMatching(/^Not every resource model is known\./) },
    ]);
    expect(engine.port.deleted).toEqual(call === 'first parents' ? [] : ['blue-3']);
  });

  it('proves nothing of the parents that are not found where one could not be looked into', async () => {
    const engine = await synced();
    engine.aws.below.delete('red');
    engine.models.missed = { reason: 'denied', awsCode: 'AccessDenied', detail: 'no' };

    await engine.sync();

    expect([engine.port.deleted, (await outcome(engine))?.['models']]).toEqual([[], { found: 1, incomplete: 0 }]);
  });

  it('looks for the parents anew where their page token has expired, and walks none of them twice', async () => {
    const engine = await open();
    for (const name of ['blue', 'green', 'red']) holds(engine, name, `${name}-1`);
    let isFirst = true;
    engine.aws.fault = (call) => {
      if (call === 'next parents' && isFirst) {
        isFirst = false;
        throw tokenExpired();
      }
    };

    const sync = await engine.sync();

    expect([sync.state, engine.aws.listed]).toEqual([
      'completed',
      ['blue', 'green', 'red'].map((name) => `${REGION} ${name} start`),
    ]);
  });

  it('is taken up by the next worker at the parent where the one before had to go', async () => {
    const engine = await open();
    const parents = Array.from({ length: 9 }, (_, n) => `parent-${n}`);
    for (const name of parents) holds(engine, name, `${name}-child`);
    engine.aws.pageSize = 9;
    const stopping = [new AbortController(), new AbortController()];
    let calls = 0;
    let workers = 0;
    engine.aws.fault = (call) => {
      if (call === 'first page' && (calls += 1) === 5) stopping[0]?.abort();
    };

    const sync = await engine.sync(() => (stopping[workers++] as AbortController).signal);

    expect([sync.state, workers, engine.aws.listed.length, inPort(engine).length]).toEqual(['completed', 2, 9, 9]);
  });

  it('lists the parents that the mapping names, and leaves what others hold to a person', async () => {
    const engine = await synced();
    await engine.remap({}, mapping('blue'));
    holds(engine, 'blue', 'blue-1', 'blue-2');
    engine.aws.below.delete('red');
    await engine.sync();

    expect([engine.port.deleted, await scopes(engine)]).toMatchObject([
      ['blue-3'],
      [
        { parent: 'blue', isOrphan: false },
        { parent: 'red', items: 2, isOrphan: true },
      ],
    ]);

    await engine.remap({}, mapping('blue', 'red'));
    await engine.sync();

    expect(engine.port.deleted).toEqual(['blue-3', 'red-1', 'red-2']);
  });

  /** As another release left it, which listed both clusters at once. */
  async function syncedWhole(): Promise<Engine> {
    const engine = await synced();
    await engine.rows(`with whole as (
        insert into hot.scope (tenant_id, integration_id, account_id, region, kind, outcome, item_count)
        select tenant_id, integration_id, account_id, region, kind, 'complete', 5 from hot.scope limit 1 returning id),
      resources as (update hot.resource set scope_id = whole.id from whole)
      update hot.claim set scope_id = whole.id from whole`);
    await engine.rows(`delete from hot.scope where model is not null`);
    return engine;
  }

  it('hands over what was listed without models before', async () => {
    const engine = await syncedWhole();
    holds(engine, 'red', 'red-1');

    await engine.sync();

    expect([engine.port.deleted, inPort(engine)]).toEqual([['red-2'], ['blue-1', 'blue-2', 'blue-3', 'red-1']]);
    expect(
      await engine.rows(
        `select r.aws_id from hot.resource r join hot.scope s on s.id = r.scope_id where s.model is null`,
      ),
    ).toEqual([]);
  });

  it.each(['first parents', 'first page'])('keeps what was listed before where AWS refuses the %s', async (call) => {
    const engine = await syncedWhole();
    holds(engine, 'red', 'red-1');
    engine.aws.fault = (called, parent) => {
      if (called === call && parent !== 'blue') throw denied();
    };

    await engine.sync();

    expect([engine.port.deleted, inPort(engine).length]).toEqual([[], 5]);
  });

  it('is planned dry as it is synced', async () => {
    const engine = await synced();
    for (const name of ['green', 'grey']) holds(engine, name, `${name}-1`);
    await engine.sync();
    engine.aws.below.delete('red');
    holds(engine, 'blue', 'blue-1', 'blue-2', 'blue-4');
    engine.aws.fault = (_call, parent) => {
      if (parent === 'grey') throw denied();
    };

    const dry = await engine.drySync();
    const real = await engine.sync();

    expect(dry.counts).toEqual(real.counts);
    expect(real.counts).toMatchObject({ incomplete: 1, entities: { created: 1, deleted: 3 } });
  });

  describe('whatever fails, and whenever a worker vanishes', () => {
    const FAULTS = {
      'first parents': [denied, () => new WorkerKilled()],
      'next parents': [denied, tokenExpired, () => new WorkerKilled()],
      'first page': [denied, () => new WorkerKilled()],
      'next page': [denied, tokenExpired, () => new WorkerKilled()],
      read: [denied, () => new WorkerKilled()],
      'before upsert': [() => new WorkerKilled()],
      'after delete': [() => new WorkerKilled()],
    } as const; /** How many children each parent has before a sync; null: the parent is gone. */
    const estate = fc.array(fc.option(fc.nat(4), { nil: null }), { minLength: 5, maxLength: 5 });
    const round = fc.record({ estate, faults: plannedFaults(FAULTS, 6) });

    const become = (engine: Engine, sizes: (number | null)[]) => {
      engine.aws.below.clear();
      holds(engine, 'always', 'always-0');
      for (const [parent, size] of sizes.entries())
        if (size !== null) holds(engine, `p${parent}`, ...Array.from({ length: size }, (_, n) => `p${parent}-${n}`));
    };
    const inAws = ({ aws }: Engine) => [...aws.below.values()].flatMap((children) => [...children.keys()]).sort();

    it('deletes only what AWS no longer has, and one quiet sync later Port has exactly what AWS has', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 3 }), async (rounds) => {
          const engine = await open();
          for (const { estate: sizes, faults } of rounds) {
            become(engine, sizes);
            engine.aws.fault = engine.port.fault = striking(FAULTS, faults);
            engine.port.deleted.length = 0;
            await engine.sync();
            const wanted = new Set(inAws(engine));
            expect(engine.port.deleted.filter((identifier) => wanted.has(identifier))).toEqual([]);
          }
          engine.aws.fault = engine.port.fault = () => undefined;
          await engine.sync();
          expect(inPort(engine)).toEqual(inAws(engine));
        }),
        { numRuns: 20 },
      );
    }, 300_000);
  });
});
