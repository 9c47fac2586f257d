import type { JsonObject } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from './testing/engine.js';

describe('examples for the mapping editor', () => {
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
      ['b', { hidden: true }],
      ['c', { broken: true }],
    ]);
    engine.aws.regions['eu-west-1'] = queues;
  });

  const settle = (settings: JsonObject) =>
    engine.rows('update app.integration set settings = $1::jsonb', [JSON.stringify(settings)]);
  const sentProperties = () =>
    engine.port.examples.map(({ kind, examples }) => ({
      kind,
      properties: examples.map((example) => example['Properties']),
    }));

  it('are not sent unless the integration asks for it', async () => {
    await engine.sync();

    expect(engine.port.examples).toEqual([]);
  });

  it('are raw resources without their secrets, those that are filtered out or fail included', async () => {
    await settle({ sendRawExamples: true });
    await engine.sync();

    const [sent] = sentProperties();
    expect(sent?.kind).toBe('AWS::SQS::Queue');
    expect(sent?.properties).toHaveLength(3);
    expect(sent?.properties).toEqual(
      expect.arrayContaining([{ version: 1, MasterPassword: '[redacted]' }, { hidden: true }, { broken: true }]),
    );
  });

  it('are five of a kind at most, and sent again only when they have changed', async () => {
    for (const name of 'defghij') queues.set(name, { version: 1 });
    await settle({ sendRawExamples: true });
    await engine.sync();
    await engine.sync();

    expect(engine.port.examples.map(({ examples }) => examples.length)).toEqual([5]);

    for (const [name, properties] of queues) queues.set(name, { ...properties, version: 2 });
    await engine.sync();
    expect(engine.port.examples).toHaveLength(2);
  });

  it('are sent by the next sync when Port did not take them', async () => {
    await settle({ sendRawExamples: true });
    engine.port.takesExamples = false;
    await engine.sync();
    engine.port.takesExamples = true;
    await engine.sync();

    expect(engine.port.examples).toHaveLength(1);
  });

  it('are as the mapping sees its resources', async () => {
    await settle({ sendRawExamples: true });
    await engine.remap({ identifier: '.Identifier', blueprint: '"thing"' }, { dialect: 'exporter' });
    await engine.sync();

    expect(engine.port.examples[0]?.examples).toContainEqual({ version: 1, MasterPassword: '[redacted]' });
  });

  it('are none where nothing is kept, pushes are off or the sync is dry', async () => {
    await settle({ sendRawExamples: true, rawRetention: 'none' });
    await engine.sync();
    await settle({ sendRawExamples: true });
    await engine.drySync();
    await engine.sync(undefined, `update app.tenant set pushes = 'off'`);

    expect(engine.port.examples).toEqual([]);
  });
});
