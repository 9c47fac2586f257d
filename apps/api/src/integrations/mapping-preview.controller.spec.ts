import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiCaller } from '../testing/api-caller.js';
import { ApiRig } from '../testing/api-rig.js';
import { connect } from '../testing/connect.js';

const QUEUE = 'AWS::SQS::Queue';
const FUNCTION = 'AWS::Lambda::Function';

const mappingOf = (kind: string, mappings: object, selector: object = {}) => ({
  resources: [
    {
      kind,
      selector,
      port: {
        entity: {
          mappings: { identifier: '.Properties | .QueueArn // .FunctionArn', blueprint: '"sqsQueue"', ...mappings },
        },
      },
    },
  ],
});

describe('the preview of a mapping', () => {
  let rig: ApiRig;
  let caller: ApiCaller;
  let integration: string;

  beforeAll(async () => {
    rig = await ApiRig.start();
    await rig.work();
    ({ caller } = await rig.tenant());
    integration = await connect(rig, caller);
    for (let isEnded = false; !isEnded; await pause(100)) {
      const { body } = await caller.get(`${integration}/syncs`).expect(200);
      isEnded = body.data[0].closedAt !== null;
    }
  });
  afterAll(() => rig.stop());

  const preview = async (body: object = {}) =>
    (await caller.post(`${integration}/mapping/preview`, body).expect(200)).body;
  const noChanges = { created: 0, updated: 0, unchanged: 0, unknown: 0, searched: 0 };

  it('of the stored mapping changes nothing, unless a value that was taken out is read', async () => {
    const { totals, isCut, resources } = await preview({ limit: 100, kinds: [QUEUE] });

    expect(resources.length).toBeGreaterThan(1);
    expect(totals).toEqual({
      resources: resources.length,
      filtered: 0,
      failed: 0,
      warnings: 0,
      entities: { ...noChanges, unchanged: resources.length },
      unmapped: 0,
    });
    expect(isCut).toBe(false);
    expect(resources[0]).toMatchObject({
      kind: QUEUE,
      at: expect.any(String),
      entries: [{ entry: `${QUEUE}#0`, state: 'mapped', selectorResult: true, entities: [{ change: 'unchanged' }] }],
      unmapped: [],
    });
  });

  it('tells what would be updated, and which field would fail', async () => {
    const mapping = mappingOf(QUEUE, { title: '"new"', properties: { size: '.Properties.QueueName | tonumber' } });

    const { totals, resources } = await preview({ mapping });

    expect(totals.entities).toEqual({ ...noChanges, updated: resources.length });
    expect(totals.warnings).toBe(resources.length);
    expect(resources[0].entries[0].entities[0]).toMatchObject({
      entity: { title: 'new', properties: { size: null } },
      warnings: [{ field: 'properties.size', error: expect.stringContaining('number') }],
    });
  });

  it('tells what would be filtered and deleted, and by which selector', async () => {
    const { totals, resources } = await preview({ mapping: mappingOf(QUEUE, {}, { query: '.Properties == {}' }) });

    expect(totals).toMatchObject({ filtered: resources.length, unmapped: resources.length, entities: noChanges });
    expect(resources[0]).toMatchObject({
      entries: [{ state: 'filtered', selectorResult: false, detail: 'selector.query yields false: .Properties == {}' }],
      unmapped: [{ entry: `${QUEUE}#0`, blueprint: 'sqsQueue', deleted: true }],
    });
  });

  it('tells what would fail, and that what it made before stays', async () => {
    const { totals, resources } = await preview({ mapping: mappingOf(QUEUE, { identifier: '.Missing' }) });

    expect(totals).toMatchObject({ failed: resources.length, unmapped: 0 });
    expect(resources[0].entries[0].detail).toMatch(/^identifier must be text that is not empty/);
  });

  it('shows secrets as redacted, and says what depends on them', async () => {
    const accountId = (await preview({ kinds: [QUEUE], limit: 1 })).resources[0].accountId;
    const properties = { FunctionName: 'f', Arn: 'arn:f', Environment: { Variables: { KEY: 's3cret' } } };
    rig.aws.estate.put(accountId, 'eu-west-1', FUNCTION, properties);
    const { body } = await caller.post(`${integration}/syncs`, { kinds: [FUNCTION] }).expect(202);
    await caller.get(`/v1/syncs/${body.id}/log?follow=true`).expect(200);
    const fields = { properties: { key: '.Properties.Environment.Variables', name: '.Properties.FunctionName' } };

    const { resources } = await preview({ mapping: mappingOf(FUNCTION, fields), identifier: 'f' });

    expect(resources).toMatchObject([
      {
        redacted: ['/Properties/Environment/Variables'],
        entries: [
          {
            readsRedacted: true,
            entities: [{ readsRedacted: true, entity: { properties: { key: '[redacted]', name: 'f' } } }],
          },
        ],
      },
    ]);
    const { name } = fields.properties;
    const untouched = await preview({ mapping: mappingOf(FUNCTION, { properties: { name } }), identifier: 'f' });
    expect(untouched.resources[0].entries[0]).toMatchObject({ readsRedacted: false });
    expect(JSON.stringify(resources)).not.toContain('s3cret');
  });

  it('takes resources that are sent along, and the mapping as YAML', async () => {
    const mapping = `resources:\n  - kind: ${QUEUE}\n    port: {entity: {mappings: {identifier: .Identifier, blueprint: '"sqsQueue"'}}}\n`;
    const given = [{ kind: QUEUE, identifier: 'mine', properties: {} }];

    const { totals, resources } = await preview({ mapping, resources: given });

    expect(totals.entities).toEqual({ ...noChanges, created: 1 });
    expect(resources[0]).toMatchObject({ identifier: 'mine', at: null, entries: [{ selectorResult: null }] });
  });

  it('says when there is more than it looked at', async () => {
    const { isCut, resources } = await preview({ kinds: [QUEUE], limit: 1 });

    expect({ isCut, resources: resources.length }).toEqual({ isCut: true, resources: 1 });
  });

  it('writes nothing, and refuses what it cannot use', async () => {
    const before = await caller.get(`${integration}/entities?limit=100`).expect(200);
    await preview({ mapping: mappingOf(QUEUE, { identifier: '"other" + .Identifier' }) });

    expect((await caller.get(`${integration}/entities?limit=100`).expect(200)).body).toEqual(before.body);
    expect((await caller.get(`${integration}/mapping/versions`).expect(200)).body.data).toHaveLength(1);
    const broken = await caller.post(`${integration}/mapping/preview`, { mapping: mappingOf(QUEUE, { title: '.[' }) });
    expect({ status: broken.status, code: broken.body.code }).toEqual({ status: 422, code: 'ERR_MAPPING_INVALID' });
    for (const body of [{ limit: 201 }, { limit: 0 }, { resources: [] }, { other: 1 }])
      await caller.post(`${integration}/mapping/preview`, body).expect(400);
    await (await rig.tenant()).caller.post(`${integration}/mapping/preview`, {}).expect(404);
  });

  it('has nothing to show once the integration keeps no raw resources', async () => {
    await caller.patch(integration, { settings: { rawRetention: 'none' } }).expect(200);

    expect((await preview()).resources).toEqual([]);
  });
});
