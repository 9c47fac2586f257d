import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiCaller } from '../testing/api-caller.js';
import { ApiRig } from '../testing/api-rig.js';
import { connect } from '../testing/connect.js';
import { ended } from '../testing/ended.js';

describe('a dry sync', () => {
  let rig: ApiRig;
  let caller: ApiCaller;
  let integration: string;
  let firstId: string;

  beforeAll(async () => {
    rig = await ApiRig.start();
    await rig.work();
    caller = (await rig.tenant()).caller;
    integration = await connect(rig, caller);
    const { body } = await caller.get(`${integration}/syncs`);
    firstId = body.data[0].id;
    await ended(caller, firstId);
  });
  afterAll(() => rig.stop());

  it('tells what a changed mapping would do, page by page, and does none of it', async () => {
    const { body: mapping } = await caller.get(`${integration}/mapping`).set('accept', 'application/json').expect(200);
    const resources = mapping.resources.map((entry: { kind: string; port: { entity: { mappings: object } } }) =>
      entry.kind === 'AWS::S3::Bucket'
        ? { ...entry, port: { entity: { mappings: { ...entry.port.entity.mappings, title: '"renamed"' } } } }
        : entry,
    );
    await caller.put(`${integration}/mapping`, { ...mapping, resources }).expect(200);
    const { body: before } = await caller.get(`${integration}/entities?blueprint=s3Bucket&limit=100`).expect(200);
    const { body: due } = await caller.get(integration).expect(200);

    const opened = await caller.post(`${integration}/syncs`, { dryRun: true }).expect(202);
    await ended(caller, opened.body.id);

    const { body: sync } = await caller.get(`/v1/syncs/${opened.body.id}`).expect(200);
    const { body: all } = await caller.get(`/v1/syncs/${opened.body.id}/plan?limit=100`).expect(200);
    const { body: first } = await caller.get(`/v1/syncs/${opened.body.id}/plan?action=updated&limit=1`).expect(200);
    const next = `/v1/syncs/${opened.body.id}/plan?action=updated&limit=1&cursor=${first.nextCursor}`;
    const { body: second } = await caller.get(next).expect(200);
    expect(sync).toMatchObject({ dryRun: true, status: 'completed' });
    expect(sync.counts.entities).toMatchObject({ created: 0, updated: before.data.length, deleted: 0, held: 0 });
    expect(all).toMatchObject({ nextCursor: null, omitted: 0 });
    expect(all.data.map(({ identifier }: { identifier: string }) => identifier).sort()).toEqual(
      before.data.map(({ identifier }: { identifier: string }) => identifier).sort(),
    );
    expect([first.data[0], second.data[0]]).toEqual(all.data.slice(0, 2));
    expect(all.data[0]).toEqual({
      action: 'updated',
      reason: 'changed',
      blueprint: 's3Bucket',
      identifier: expect.any(String),
      accountId: expect.any(String),
      region: expect.any(String),
      kind: 'AWS::S3::Bucket',
      resource: expect.any(String),
    });
    const { body: after } = await caller.get(`${integration}/entities?blueprint=s3Bucket&limit=100`).expect(200);
    expect(after).toEqual(before);
    expect((await caller.get(integration).expect(200)).body).toEqual(due);
  });

  it('has a plan, and no other sync has', async () => {
    await caller.get(`/v1/syncs/${firstId}/plan`).expect(404);
    const { body } = await caller.get(`/v1/syncs/${firstId}`).expect(200);
    expect(body.dryRun).toBe(false);
  });

  it('refuses what is no action or no cursor', async () => {
    const { body } = await caller.get(`${integration}/syncs?limit=1`).expect(200);
    for (const query of ['action=maybe', 'cursor=x'])
      await caller.get(`/v1/syncs/${body.data[0].id}/plan?${query}`).expect(400);
  });
});
