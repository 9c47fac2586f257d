import type { Json } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';

const entry = (identifier: Json) => ({
  kind: 'AWS::SQS::Queue',
  port: { entity: { mappings: { identifier, blueprint: '"thing"' } } },
});
const search = { combinator: '"and"', rules: [{ property: '"name"', operator: '"="', value: '.Properties.seeks' }] };

describe('an entity that a search names', () => {
  let ledger: LedgerFixture;
  let engine: Engine;
  let queues: Map<string, { [property: string]: string }>;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());
  beforeEach(async () => {
    engine = await Engine.open(ledger, { resources: [entry('.Identifier'), entry(search)] });
    queues = new Map([
      ['host', { name: 'host' }],
      ['guest', { seeks: 'host', color: 'red' }],
    ]);
    engine.aws.regions['eu-west-1'] = queues as never;
  });

  const findings = () => engine.rows(`select blueprint, identifier, entry from hot.finding`);
  const failures = () => engine.rows(`select data from hot.sync_event where type = 'search.failed'`);

  it('is written to in every sync, and recorded under the identifier that Port answered', async () => {
    const first = await engine.sync();
    const second = await engine.sync();

    expect(engine.port.entities.get('host')?.properties).toEqual({ name: 'host', seeks: 'host', color: 'red' });
    expect(first.counts.entities).toMatchObject({ created: 1, updated: 1, failed: 0 });
    expect(second.counts.entities).toMatchObject({ updated: 1, unchanged: 1, failed: 0 });
    expect(await findings()).toEqual([{ blueprint: 'thing', identifier: 'host', entry: 'AWS::SQS::Queue#1' }]);
  });

  it('stays when the resource that searched for it is gone', async () => {
    engine.port.entities.set('foreign', {
      identifier: 'foreign',
      blueprint: 'thing',
      properties: { name: 'f' },
      relations: {},
    });
    queues.set('guest', { seeks: 'f' });
    await engine.sync();
    queues.delete('guest');

    const sync = await engine.sync();

    expect(sync).toMatchObject({ state: 'completed', counts: { entities: { deleted: 0, held: 0 } } });
    expect(engine.port.entities.has('foreign')).toBe(true);
    expect(await findings()).toEqual([]);
  });

  it('goes with the resource that makes it, whoever searches for it', async () => {
    await engine.sync();
    queues.delete('host');

    const sync = await engine.sync();

    expect(sync.counts.entities).toMatchObject({ deleted: 1 });
    expect(engine.port.deleted).toEqual(['host']);
  });

  it.each([
    { matches: 'none', name: 'nobody', detail: '0 matches', reason: '404 no_match' },
    { matches: 'several', name: 'twin', detail: '2 matches', reason: '422 no_match' },
  ])('is a failure that says what was searched when there are $matches', async ({ name, detail, reason }) => {
    queues.delete('guest');
    queues.set('twin-1', { name: 'twin' }).set('twin-2', { name: 'twin' });
    await engine.sync();
    queues.set('guest', { seeks: name });

    const sync = await engine.sync();

    expect(sync).toMatchObject({ state: 'partial', counts: { entities: { unchanged: 3, failed: 1 } } });
    const told = { combinator: 'and', rules: [{ property: 'name', operator: '=', value: name }] };
    expect(await failures()).toEqual([
      {
        data: {
          kind: 'AWS::SQS::Queue',
          entry: 'AWS::SQS::Queue#1',
          resource: 'guest',
          blueprint: 'thing',
          search: JSON.stringify(told),
          reason,
          detail,
        },
      },
    ]);
  });
});
