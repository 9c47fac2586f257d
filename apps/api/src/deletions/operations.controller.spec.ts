import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiCaller } from '../testing/api-caller.js';
import { ApiRig } from '../testing/api-rig.js';
import { connect } from '../testing/connect.js';
import { ended, sync } from '../testing/ended.js';

const UNKNOWN = '5f0c1f0e-0d7e-4a0a-9d5c-0d6a4f6a1c11';

const mappingOf = (kinds: string[]) => ({
  resources: kinds.map((kind) => ({
    kind,
    selector: { query: 'true' },
    port: {
      entity: {
        mappings: {
          identifier: '.__AccountId + .Identifier',
          blueprint: '"cloudResource"',
          title: '.Identifier',
          properties: { kind: '.Type' },
        },
      },
    },
  })),
});

async function finished(caller: ApiCaller, id: string) {
  for (;;) {
    const { body } = await caller.get(`/v1/operations/${id}`).expect(200);
    if (body.endedAt !== null) return body;
    await pause(100);
  }
}

describe('what vanished listings hold', () => {
  let rig: ApiRig;
  let caller: ApiCaller;
  let integration: string;
  let pruned: string;

  /** Queues and topics were synced; then the mapping lost the queues. */
  beforeAll(async () => {
    rig = await ApiRig.start();
    await rig.work();
    caller = (await rig.tenant()).caller;
    integration = await connect(rig, caller);
    await ended(caller, (await caller.get(`${integration}/syncs`)).body.data[0].id);
    await caller.put(`${integration}/mapping`, mappingOf(['AWS::SNS::Topic'])).expect(200);
    await sync(caller, integration);
  }, 60_000);
  afterAll(() => rig.stop());

  const held = async (blueprint: string): Promise<string[]> => {
    const { body } = await caller.get(`${integration}/entities?blueprint=${blueprint}&limit=100`).expect(200);
    return body.data.map(({ identifier }: { identifier: string }) => identifier).sort();
  };

  it('stay until somebody asks, and are told before they go', async () => {
    const queues = await held('sqsQueue');
    expect(queues.length).toBeGreaterThan(0);

    const { body } = await caller.post(`${integration}/prune`, { kinds: ['AWS::SQS::Queue'] }).expect(202);

    expect(body).toMatchObject({ entities: queues.length, operation: null });
    expect(body.scopes[0]).toMatchObject({ kind: 'AWS::SQS::Queue', orphanedAt: expect.any(String) });
    expect(await held('sqsQueue')).toEqual(queues);
  });

  it('do not go under another number than was told', async () => {
    const request = { kinds: ['AWS::SQS::Queue'], confirmedEntities: 1_000 };

    const { body } = await caller.post(`${integration}/prune`, request).expect(409);

    expect(body).toMatchObject({ code: 'ERR_CONFLICT', detail: expect.stringContaining('not 1000') });
  });

  it('go once their number is confirmed, and nothing else does', async () => {
    const queues = await held('sqsQueue');
    const others = await held('lambdaFunction');
    const request = { kinds: ['AWS::SQS::Queue'], confirmedEntities: queues.length };

    const { body } = await caller.post(`${integration}/prune`, request).expect(202);
    pruned = body.operation.id;

    expect(await finished(caller, pruned)).toMatchObject({
      status: 'completed',
      counts: { deleted: queues.length, kept: 0 },
    });
    expect([await held('sqsQueue'), await held('lambdaFunction')]).toEqual([[], others]);
    const { body: journal } = await caller
      .get(`${integration}/deletions?state=deleted&reason=orphaned&limit=100`)
      .expect(200);
    expect(journal.data.map(({ identifier }: { identifier: string }) => identifier).sort()).toEqual(queues);
    expect(journal.data[0]).toMatchObject({ reason: 'orphaned', operationId: pruned, isRestorable: true });
  }, 30_000);

  it('come back by one call, each told in the journal', async () => {
    const { body } = await caller.post(`/v1/operations/${pruned}/restoration`).expect(202);
    const { counts, status } = await finished(caller, body.id);

    expect([status, counts.failed]).toEqual(['completed', 0]);
    const { body: journal } = await caller.get(`${integration}/deletions?state=restored&limit=100`).expect(200);
    expect(journal.data).toHaveLength(counts.restored);
    expect(journal.data[0].evidence).toMatchObject({ restoredBy: body.id });
  }, 30_000);

  it('are listed as operations, the newest first, page by page', async () => {
    const page = async (query: string) => (await caller.get(`/v1/operations?${query}`).expect(200)).body;
    const { data: all } = await page('limit=100');
    const first = await page('limit=1');

    expect(all.map(({ type, integration: of }: { type: string; integration: string }) => [type, of])).toEqual([
      ['restoration', 'prod'],
      ['prune', 'prod'],
    ]);
    expect(first.data).toEqual(all.slice(0, 1));
    expect(await page(`limit=1&cursor=${first.nextCursor}`)).toEqual({ data: all.slice(1), nextCursor: null });
    expect((await page('type=prune&integration=prod')).data.map(({ id }: { id: string }) => id)).toEqual([pruned]);
    expect((await page('integration=other')).data).toEqual([]);
    const { body: refused } = await caller.get('/v1/operations?cursor=nonsense').expect(400);
    expect(refused.errors).toMatchObject([{ pointer: '/cursor' }]);
  });

  it("are nobody else's", async () => {
    const { caller: stranger } = await rig.tenant();
    const { body } = await caller.get(`${integration}/syncs`).expect(200);

    for (const id of [pruned, UNKNOWN, 'nonsense']) {
      await stranger.get(`/v1/operations/${id}`).expect(404);
      await stranger.post(`/v1/operations/${id}/restoration`).expect(404);
    }
    expect((await stranger.get('/v1/operations').expect(200)).body).toEqual({ data: [], nextCursor: null });
    await stranger.post(`/v1/syncs/${body.data[0].id}/restoration`).expect(404);
    await stranger.post(`${integration}/prune`).expect(404);
  });
});

describe('an integration that is deleted along with its entities', () => {
  let rig: ApiRig;

  beforeAll(async () => {
    rig = await ApiRig.start();
    await rig.work();
  });
  afterAll(() => rig.stop());

  it('ends once Port has none of them any more, and leaves a removal that can be found and undone', async () => {
    const { caller } = await rig.tenant();
    const integration = await connect(rig, caller);
    const { counts } = await ended(caller, (await caller.get(`${integration}/syncs`)).body.data[0].id);
    expect(counts.entities.created).toBeGreaterThan(0);

    const { body } = await caller.delete(`${integration}?entities=delete`).expect(202);
    expect(body.state).toBe('deleting');
    for (let status = 200; status !== 404; await pause(100)) status = (await caller.get(integration)).status;

    const { body: port } = await new ApiCaller(rig.port.url, null).get('/_sandbox/journal').expect(200);
    expect(JSON.stringify(port)).toContain('delete');

    const { body: found } = await caller.get('/v1/operations?type=removal&integration=prod').expect(200);
    expect(found.data).toMatchObject([
      { integration: 'prod', status: 'completed', counts: { deleted: counts.entities.created } },
    ]);
    const { body: restoration } = await caller.post(`/v1/operations/${found.data[0].id}/restoration`).expect(202);
    expect(await finished(caller, restoration.id)).toMatchObject({
      status: 'completed',
      counts: { restored: counts.entities.created },
    });
  }, 90_000);
});
