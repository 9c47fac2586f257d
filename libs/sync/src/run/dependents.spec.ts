import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';

describe('an entity that others relate to', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  it.each([
    [false, 'Port kept it: other entities relate to it'],
    [
      true,
      'Port kept it: other entities relate to it. deleteDependentEntities: true has no effect: dependents go only when they are gone themselves',
    ],
  ])('is kept until those are gone, with deleteDependentEntities %s', async (deleteDependentEntities, port) => {
    const engine = await Engine.open(ledger, { deleteDependentEntities });
    const queues = new Map<string, { [property: string]: string }>([
      ['always', {}],
      ['target', {}],
      ['source', { to: 'target' }],
    ]);
    engine.aws.regions['eu-west-1'] = queues;
    await engine.sync();
    queues.delete('target');

    expect((await engine.sync()).counts.entities).toMatchObject({ deleted: 0, held: 1 });
    expect([...engine.port.entities.keys()].sort()).toEqual(['always', 'source', 'target']);
    expect(
      await engine.rows(`select state, evidence ->> 'port' as port from hot.deletion where identifier = 'target'`),
    ).toEqual([{ state: 'kept', port }]);

    queues.delete('source');
    expect((await engine.sync()).counts.entities).toMatchObject({ deleted: 2, held: 0 });
    expect([...engine.port.entities.keys()]).toEqual(['always']);
  });
});
