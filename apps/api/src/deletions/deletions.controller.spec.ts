import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiCaller } from '../testing/api-caller.js';
import { ApiRig } from '../testing/api-rig.js';
import { connect } from '../testing/connect.js';
import { ended, sync } from '../testing/ended.js';
import { vanish } from '../testing/vanish.js';

const UNKNOWN = '5f0c1f0e-0d7e-4a0a-9d5c-0d6a4f6a1c11';

interface Shown {
  state: string;
  blueprint: string;
  identifier: string;
  holdId: string | null;
  hold: object | null;
}

describe('held deletions', () => {
  let rig: ApiRig;
  let caller: ApiCaller;
  let integration: string;
  let keyId: string;
  let queues: string[];

  /** Every listing of queues and of topics has lost all it had, so each is held. */
  beforeAll(async () => {
    rig = await ApiRig.start();
    await rig.work();
    const tenant = await rig.tenant();
    caller = tenant.caller;
    keyId = (await rig.admin.get(`/v1/tenants/${tenant.id}`)).body.apiKeys[0].id;
    integration = await connect(rig, caller);
    await ended(caller, (await caller.get(`${integration}/syncs`)).body.data[0].id);
    queues = await vanish(rig, caller, integration, 'sqsQueue');
    await vanish(rig, caller, integration, 'snsTopic');
    await sync(caller, integration);
  }, 60_000);
  afterAll(() => rig.stop());

  const list = async (query: string): Promise<Shown[]> => {
    const all: Shown[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await caller.get(`${integration}/deletions?limit=2&${query}${cursor}`).expect(200);
      all.push(...body.data);
      if (body.nextCursor === null) return all;
      cursor = `&cursor=${body.nextCursor}`;
    }
  };
  const holdsOf = async (blueprint: string): Promise<string[]> => {
    const held = await list('state=held');
    return [...new Set(held.filter((row) => row.blueprint === blueprint).map(({ holdId }) => holdId ?? ''))];
  };
  const names = (rows: Shown[]) => rows.map(({ identifier }) => identifier).sort();

  it('are listed entity by entity with what holds them, page by page', async () => {
    const held = await list('state=held&reason=gone');

    expect(names(held.filter(({ blueprint }) => blueprint === 'sqsQueue'))).toEqual(queues);
    expect(held[0]).toEqual({
      id: null,
      state: 'held',
      blueprint: expect.any(String),
      identifier: expect.any(String),
      awsId: expect.any(String),
      reason: 'gone',
      evidence: null,
      at: null,
      syncId: expect.any(String),
      operationId: null,
      holdId: expect.any(String),
      isRestorable: false,
      hold: {
        id: held[0]?.holdId,
        state: 'open',
        reason: 'scope-emptied',
        count: expect.any(Number),
        share: 1,
        scope: { accountId: expect.any(String), region: expect.any(String), kind: expect.any(String) },
        syncId: expect.any(String),
        createdAt: expect.any(String),
        decidedAt: null,
        actor: null,
      },
    });
    expect(await list('state=held&reason=unmapped')).toEqual([]);
    expect(await list('state=deleted')).toEqual([]);
  });

  it('are explained, and so is what is there and what is not ours', async () => {
    const explained = async (blueprint: string, identifier = '') => {
      const path = `${integration}/entities/${blueprint}/${encodeURIComponent(identifier)}/explanation`;
      return (await caller.get(path).expect(200)).body;
    };
    const { body: roles } = await caller.get(`${integration}/entities?blueprint=iamRole&limit=1`).expect(200);

    expect(await explained('sqsQueue', queues[0])).toMatchObject({
      verdict: 'held',
      claims: [{ kind: 'AWS::SQS::Queue', state: 'absent', absentSince: expect.any(String) }],
      hold: { reason: 'scope-emptied' },
      journal: [],
    });
    expect(await explained('iamRole', roles.data[0].identifier)).toMatchObject({
      verdict: 'present',
      claims: [{ kind: 'AWS::IAM::Role', state: 'present', isConfirmed: true, lastWalkedAt: expect.any(String) }],
    });
    expect(await explained('sqsQueue', 'made by hand')).toMatchObject({ verdict: 'not-ours', claims: [], journal: [] });
  });

  it('go once they are approved, and the journal tells how', async () => {
    for (const hold of await holdsOf('sqsQueue')) {
      const { body } = await caller.post(`${integration}/deletions/${hold}/approval`).expect(202);
      expect(body).toMatchObject({ id: hold, state: 'approved', actor: keyId, decidedAt: expect.any(String) });
      const { body: again } = await caller.post(`${integration}/deletions/${hold}/approval`).expect(202);
      expect({ ...again, state: 'approved' }).toEqual({ ...body, carriedOutBy: null });
      if (body.carriedOutBy !== null) await ended(caller, body.carriedOutBy);
    }
    await sync(caller, integration);

    const deleted = await list('state=deleted');
    expect(names(deleted)).toEqual(queues);
    expect(deleted[0]).toMatchObject({ reason: 'gone', isRestorable: true, holdId: expect.any(String), hold: null });
    expect(names(await list('')).filter((name) => queues.includes(name))).toEqual(queues);
    expect(await holdsOf('sqsQueue')).toEqual([]);
  }, 60_000);

  it('stay once they are rejected, and are not asked about again', async () => {
    const holds = await holdsOf('snsTopic');
    for (const hold of holds) {
      const { body } = await caller.post(`${integration}/deletions/${hold}/rejection`).expect(200);
      expect(body).toMatchObject({ id: hold, state: 'rejected', actor: keyId, carriedOutBy: null });
      await caller.post(`${integration}/deletions/${hold}/rejection`).expect(200, body);
    }
    await sync(caller, integration);

    expect(await holdsOf('snsTopic')).toEqual([]);
    const { body } = await caller.get(`${integration}/deletions/holds?state=rejected`).expect(200);
    expect(body.data.map(({ id }: { id: string }) => id).sort()).toEqual(holds.sort());
    await caller.get(`${integration}/deletions/holds/${holds[0]}`).expect(200, body.data.find(idOf(holds[0])));
  }, 60_000);

  it('that have been carried out cannot be rejected any more', async () => {
    const { body: holds } = await caller.get(`${integration}/deletions/holds?state=completed`).expect(200);

    const { body } = await caller.post(`${integration}/deletions/${holds.data[0].id}/rejection`).expect(409);

    expect(body).toMatchObject({ code: 'ERR_CONFLICT', detail: expect.stringContaining('completed') });
  });

  it('of another tenant, or of none, are a 404', async () => {
    const { caller: stranger } = await rig.tenant();
    const { body } = await caller.get(`${integration}/deletions/holds`).expect(200);
    await stranger.post('/v1/integrations', { identifier: 'prod', accounts: { mode: 'single' } }).expect(201);

    for (const id of [body.data[0].id, UNKNOWN, 'nonsense']) {
      await stranger.get(`${integration}/deletions/holds/${id}`).expect(404);
      for (const decision of ['approval', 'rejection'])
        await stranger.post(`${integration}/deletions/${id}/${decision}`).expect(404);
    }
    expect((await stranger.get(`${integration}/deletions`).expect(200)).body.data).toEqual([]);
    await caller.get('/v1/integrations/none/deletions').expect(404);
  });

  it('are refused by a state, reason or cursor that does not exist', async () => {
    for (const query of ['state=gone', 'reason=because', 'cursor=held.1', 'limit=0'])
      await caller.get(`${integration}/deletions?${query}`).expect(400);
    for (const query of ['state=held', 'cursor=7'])
      await caller.get(`${integration}/deletions/holds?${query}`).expect(400);
  });
});

const idOf =
  (wanted: string | undefined) =>
  ({ id }: { id: string }): boolean =>
    id === wanted;
