import { DecisionLedger, DeletionJournal, type Decision } from '@longshore/database';
import { LedgerFixture } from '@longshore/database/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';
import { denied } from '../testing/memory-aws.js';

const NAMES = Array.from({ length: 30 }, (_, index) => `queue-${String(index).padStart(2, '0')}`);

describe('a deletion that a brake holds', () => {
  let ledger: LedgerFixture;
  let engine: Engine;
  let queues: Map<string, { [property: string]: string | boolean | number }>;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());
  beforeEach(() => open());

  /** Thirty queues in Port. */
  const open = async (document = {}) => {
    engine = await Engine.open(ledger, document);
    engine.aws.pageSize = 50;
    queues = new Map(NAMES.map((name) => [name, { version: 1 }]));
    engine.aws.regions['eu-west-1'] = queues;
    await engine.sync();
  };
  const integrationId = () => engine.accounts[0]?.integrationId ?? ('' as never);
  const lose = (names: string[]) => names.forEach((name) => queues.delete(name));
  const counts = async () => (await engine.sync()).counts.entities;
  const holds = () => new DecisionLedger(ledger.database).list(engine.tenantId, integrationId(), { limit: 100 });
  const shown = async () => {
    const held = await new DeletionJournal(ledger.database).held(engine.tenantId, integrationId(), { limit: 100 });
    return held.map(({ identifier }) => identifier).sort();
  };
  const decide = async (decision: Decision) => {
    const id = (await holds()).find(({ state }) => state === 'open')?.id ?? '';
    await new DecisionLedger(ledger.database).decide(engine.tenantId, integrationId(), { id, decision, actor: 'key' });
  };

  it('is held with every entity, and goes once it is approved', async () => {
    lose(NAMES.slice(0, 25));
    expect(await counts()).toMatchObject({ deleted: 0, held: 25 });
    expect(await shown()).toEqual(NAMES.slice(0, 25));

    await decide('approved');
    expect(await counts()).toMatchObject({ deleted: 25, held: 0 });
    expect(engine.port.deleted.sort()).toEqual(NAMES.slice(0, 25));
    expect((await holds()).map(({ state }) => state)).toEqual(['completed']);
    expect(await engine.rows('select distinct state, hold_id is not null as approved from hot.deletion')).toEqual([
      { state: 'deleted', approved: true },
    ]);
  });

  it('stays where a resource came back after the approval', async () => {
    lose(NAMES.slice(0, 25));
    await engine.sync();
    await decide('approved');
    queues.set('queue-00', { version: 2 });

    expect(await counts()).toMatchObject({ deleted: 24, updated: 1 });
    expect(engine.port.entities.has('queue-00')).toBe(true);
  });

  it('stays where the listing is denied after the approval, and goes when it can be walked again', async () => {
    lose(NAMES.slice(0, 25));
    await engine.sync();
    await decide('approved');
    engine.aws.fault = (call) => {
      if (call === 'first page') throw denied();
    };
    expect(await counts()).toMatchObject({ deleted: 0 });

    engine.aws.fault = () => undefined;
    expect(await counts()).toMatchObject({ deleted: 25 });
  });

  it('holds back what went on top of what was approved', async () => {
    lose(NAMES.slice(0, 25));
    await engine.sync();
    await decide('approved');
    lose(NAMES.slice(25));

    expect(await counts()).toMatchObject({ deleted: 25, held: 5 });
    expect(await shown()).toEqual(NAMES.slice(25));
  });

  it('is kept when it is rejected, and not asked about again', async () => {
    lose(NAMES.slice(0, 25));
    await engine.sync();
    await decide('rejected');

    expect(await counts()).toMatchObject({ deleted: 0, held: 0 });
    expect(await shown()).toEqual([]);
    expect(engine.port.entities.size).toBe(30);
  });

  it('is asked about again when a rejected one came back and went again', async () => {
    lose(NAMES);
    await engine.sync();
    await decide('rejected');
    queues.set('queue-00', { version: 1 });
    await engine.sync();
    lose(NAMES);

    expect(await counts()).toMatchObject({ deleted: 0, held: 1 });
    expect(await shown()).toEqual(['queue-00']);
  });

  it.each([
    ['deletions are switched off', `update app.tenant set deletions = 'off' where id = app_tenant()`],
    ['deletions are held', `update app.tenant set deletions = 'hold' where id = app_tenant()`],
    ['pushes are switched off', `update app.tenant set pushes = 'off' where id = app_tenant()`],
  ])('is not carried out while %s', async (_case, sql) => {
    lose(NAMES.slice(0, 25));
    await engine.sync();
    await decide('approved');
    await engine.rows(sql.replace('app_tenant()', `current_setting('app.tenant')::uuid`));

    expect(await counts()).toMatchObject({ deleted: 0 });
    expect(engine.port.entities.size).toBe(30);
  });

  it('is never carried out under a threshold of 0, approved or not', async () => {
    await open({ entityDeletionThreshold: 0 });
    lose(['queue-00']);
    expect(await counts()).toMatchObject({ deleted: 0, held: 1 });
    await decide('approved');

    expect(await counts()).toMatchObject({ deleted: 0 });
    expect(engine.port.entities.size).toBe(30);
  });

  it('is asked about for the integration as a whole: accounts side by side cannot each stay below the brake', async () => {
    engine = await Engine.open(ledger, {}, 3);
    engine.aws.pageSize = 100;
    engine.aws.regions['eu-west-1'] = new Map();
    const numbers = engine.accounts.map(({ awsAccountId }) => awsAccountId);
    for (const number of numbers)
      engine.aws.accounts[number] = new Map(
        Array.from({ length: 50 }, (_, index) => [`${number}-${index}`, { version: 1 }]),
      );
    engine.aws.read = async () => null;
    await engine.sync();
    // Ten of fifty are within the brake of a listing, and within the integration's twice, but not three times.
    for (const number of numbers)
      for (let index = 0; index < 10; index += 1) engine.aws.accounts[number]?.delete(`${number}-${index}`);

    expect(await counts()).toMatchObject({ deleted: 20, held: 10 });
  });

  it('never takes more than was shown when it was approved, whatever happens in between', async () => {
    // So few stay at first that the rest is held.
    const few = fc.subarray(NAMES, { maxLength: 9 });
    const some = fc.subarray(NAMES);
    await fc.assert(
      fc.asyncProperty(few, some, some, async (first, second, third) => {
        await open();
        const become = (names: string[]) => {
          queues.clear();
          for (const name of names) queues.set(name, { version: 1 });
        };
        become(first);
        await engine.sync();
        const approved = new Set(await shown());
        await decide('approved');
        become(second);
        await engine.sync();
        const asked = await shown();

        // What nobody approved goes only where no brake asks about it.
        const others = engine.port.deleted.filter((name) => !approved.has(name));
        expect(others.length).toBeLessThanOrEqual(20);
        if (asked.length > 0) expect(others).toEqual([]);
        expect(engine.port.deleted.filter((name) => queues.has(name))).toEqual([]);
        become(third);
        await engine.sync();
        expect(NAMES.filter((name) => queues.has(name) && !engine.port.entities.has(name))).toEqual([]);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }, 120_000);
});
