import { inflateRawSync } from 'node:zlib';
import type { JsonObject } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';

describe('what a sync keeps of raw resources', () => {
  let ledger: LedgerFixture;
  let engine: Engine;
  let queues: Map<string, JsonObject>;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());
  beforeEach(async () => {
    engine = await Engine.open(ledger);
    queues = new Map<string, JsonObject>([
      ['a', { version: 1, MasterPassword: 's3cret' }],
      ['b', { version: 1, hidden: true }],
      ['c', { broken: true }],
    ]);
    engine.aws.regions['eu-west-1'] = queues;
  });

  /** The engine's secrets seal nothing. */
  async function kept(): Promise<{ [identifier: string]: { properties: JsonObject; redacted: string[] } }> {
    const rows = (await engine.rows('select body_ct as body from hot.raw')) as { body: Buffer }[];
    const all = rows.map(({ body }) => JSON.parse(inflateRawSync(body).toString()));
    return Object.fromEntries(
      all.map(({ raw, redacted }) => [raw.Identifier, { properties: raw.Properties, redacted }]),
    );
  }
  const written = () => engine.rows(`select encode(key, 'hex') as key, xmin::text from hot.raw order by key`);
  const retain = (retention: string) =>
    engine.rows(`update app.integration set settings = jsonb_build_object('rawRetention', $1::text)`, [retention]);

  it('is every resource, filtered and failed ones too, without its secrets', async () => {
    await engine.sync();

    expect(await kept()).toEqual({
      a: { properties: { version: 1, MasterPassword: '[redacted]' }, redacted: ['/Properties/MasterPassword'] },
      b: { properties: { version: 1, hidden: true }, redacted: [] },
      c: { properties: { broken: true }, redacted: [] },
    });
  });

  it('is written again only for what changed, a changed secret included, whatever the mapping says', async () => {
    await engine.sync();
    const [before] = [await written()];

    await engine.remap({ identifier: '.Identifier', blueprint: '"thing"', title: '"new"' });
    await engine.sync();
    expect(await written()).toEqual(before);

    queues.set('a', { version: 1, MasterPassword: 'other' });
    await engine.sync();
    expect(
      (await written()).filter((row, index) => JSON.stringify(row) !== JSON.stringify(before?.[index])),
    ).toHaveLength(1);
  });

  it('goes with the resource', async () => {
    await engine.sync();
    queues.delete('a');
    await engine.sync();

    expect(Object.keys(await kept()).sort()).toEqual(['b', 'c']);
  });

  it('is nothing while the integration keeps none, and everything once it does, without a push', async () => {
    await retain('none');
    await engine.sync();
    expect(await kept()).toEqual({});
    const { length } = engine.port.batches;

    await retain('redacted');
    await engine.sync();
    expect(Object.keys(await kept()).sort()).toEqual(['a', 'b', 'c']);
    expect(engine.port.batches).toHaveLength(length);
  });
});
