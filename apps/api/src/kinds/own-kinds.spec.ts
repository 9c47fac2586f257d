import type { OwnType } from '@longshore/sandbox';
import { describe, expect } from 'vitest';
import type { ApiCaller } from '../testing/api-caller.js';
import type { ApiRig } from '../testing/api-rig.js';
import { apiTest } from '../testing/api-test.js';
import { connect, createIntegration } from '../testing/connect.js';
import { ended, sync } from '../testing/ended.js';

const BOOKING = 'Harbour::Berth::Booking';
const MONITOR = 'Lighthouse::Watch::Monitor';

const mapping = (...kinds: string[]) => ({
  resources: kinds.map((kind) => ({
    kind,
    port: {
      entity: {
        // A blueprint that the first sync creates.
        mappings: { identifier: '.Properties.Id + .__Region', blueprint: '"sqsQueue"' },
      },
    },
  })),
});

const account = async (caller: ApiCaller, integration: string): Promise<string> =>
  (await caller.get(`${integration}/accounts`).expect(200)).body.data[0].awsAccountId;

const REGIONS = ['eu-central-1', 'eu-south-1', 'eu-west-1', 'us-east-1'];

/** Verification began a sync of whatever was mapped then. */
async function cancelFirstSync(caller: ApiCaller, integration: string): Promise<void> {
  const { body } = await caller.get(`${integration}/syncs`).expect(200);
  const { id } = body.data.at(-1);
  await caller.post(`/v1/syncs/${id}/cancellation`);
  await ended(caller, id);
}

interface Reading {
  failure: { remedy: string } | null;
}

const GATE: OwnType = {
  typeName: 'Harbour::Berth::Gate',
  origin: 'private',
  provisioning: 'FULLY_MUTABLE',
  version: '00000001',
  schema: { properties: { Id: { type: 'string' } }, primaryIdentifier: ['/properties/Id'] },
};

const deny = (rig: ApiRig, accountId: string, action: string) =>
  rig.aws.rules.add({ accountId, service: 'cloudformation', deny: { by: 'identity', action } });

describe('a type that an account has for itself', () => {
  apiTest('is found when somebody asks for it, and listed from then on, for its tenant alone', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const stranger = (await rig.tenant()).caller;
    await connect(rig, caller);
    expect((await caller.get('/v1/kinds?query=harbour').expect(200)).body.data).toEqual([]);

    const { body } = await caller.get(`/v1/kinds/${BOOKING}`).expect(200);

    expect(body).toMatchObject({
      kind: BOOKING,
      support: 'generic',
      origin: 'private',
      primaryIdentifier: ['Id'],
      requiredModelKeys: [],
      permissions: { list: [], read: [] },
      shapes: ['cloud-control'],
      schema: {
        properties: [
          { name: 'Days', type: 'number', isComputed: false, refersTo: [] },
          { name: 'GateCode', type: 'string', isComputed: false, refersTo: [] },
          { name: 'Id', type: 'string', isComputed: true, refersTo: [] },
          { name: 'Vessel', type: 'string', isComputed: false, refersTo: [] },
        ],
        writeOnly: ['GateCode'],
        tags: null,
        arn: null,
      },
    });
    expect((await caller.get('/v1/kinds?query=harbour').expect(200)).body.data).toEqual([
      { kind: BOOKING, support: 'generic', origin: 'private', title: null },
    ]);
    await stranger.get(`/v1/kinds/${BOOKING}`).expect(404);
    expect((await stranger.get('/v1/kinds?query=harbour').expect(200)).body.data).toEqual([]);
  });

  apiTest('may be named by a mapping of the integration that reaches it, and by no other', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await connect(rig, caller);
    const other = await createIntegration(caller, { identifier: 'other' });

    const { body } = await caller.put(`${path}/mapping`, mapping(BOOKING, MONITOR)).expect(200);

    expect(body.notes).toEqual([]);
    const refused = await caller.put(`${other}/mapping`, mapping(BOOKING)).expect(422);
    expect(refused.body.errors[0].detail).toContain(`${BOOKING} is not a kind that AWS has`);
    const needed = await caller.get(`${path}/permissions`).expect(200);
    const reads = ['cloudformation:GetResource', 'cloudformation:ListResources'];
    expect(needed.body.kinds).toEqual([BOOKING, MONITOR].map((kind) => ({ kind, actions: reads, leftOut: [] })));
    expect(needed.body.policies[0].Statement[0].Action).toEqual(
      expect.arrayContaining(['cloudformation:DescribeType', 'cloudformation:ListTypes']),
    );
  });

  apiTest('has a scaffold, which leaves out what is never answered', async ({ rig }) => {
    const { caller } = await rig.tenant();
    await connect(rig, caller);

    const { body } = await caller.post(`/v1/kinds/${BOOKING}/scaffold`).send({}).expect(200);

    expect(Object.keys(body.blueprint.schema.properties)).toEqual(['region', 'days', 'id', 'vessel']);
    expect(body.notes).toEqual(['AWS never answers GateCode.']);
  });

  apiTest('cannot be found while the role may not ask, and the answer says what to allow', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await connect(rig, caller);
    deny(rig, await account(caller, path), 'cloudformation:*Type*');

    const saved = await caller.put(`${path}/mapping`, mapping(BOOKING)).expect(422);
    const asked = await caller.get(`/v1/kinds/${BOOKING}`).expect(404);

    const remedy = 'Allow cloudformation:DescribeType and cloudformation:ListTypes for the role';
    expect(saved.body.errors[0].detail).toContain(remedy);
    expect(asked.body.detail).toContain(remedy);
  });
});

describe('a sync with types that an account has for itself', { timeout: 90_000 }, () => {
  apiTest('reads each resource of them, and leaves out the regions that have no such type', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await connect(rig, caller);
    const accountId = await account(caller, path);
    rig.aws.estate.deregister(accountId, 'us-east-1', MONITOR);
    await caller.put(`${path}/mapping`, mapping(BOOKING, MONITOR)).expect(200);
    await rig.work();
    await cancelFirstSync(caller, path);
    const read = async () => (await caller.get(`${path}/kinds`).expect(200)).body.readings.length;
    await expect.poll(read, { timeout: 60_000 }).toBe(REGIONS.length);

    const { id, status, counts } = await sync(caller, path);

    const { body } = await caller.get(`/v1/syncs/${id}/scopes?limit=100`).expect(200);
    const places = body.data.map(({ kind, region, state }: Record<string, string>) => `${kind} ${region} ${state}`);
    expect(status).toBe('completed');
    expect(places.sort()).toEqual([
      ...['eu-central-1', 'eu-west-1', 'us-east-1'].map((region) => `${BOOKING} ${region} complete`),
      ...['eu-central-1', 'eu-west-1'].map((region) => `${MONITOR} ${region} complete`),
    ]);
    expect(counts.entities).toMatchObject({ created: 5, failed: 0 });
  });

  apiTest('goes on with what was known when the registry may not be read any more, and says so', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await connect(rig, caller);
    await caller.put(`${path}/mapping`, mapping(BOOKING)).expect(200);
    await cancelFirstSync(caller, path);
    const readings = async () => (await caller.get(`${path}/kinds`).expect(200)).body.readings;
    await expect.poll(async () => (await readings()).length, { timeout: 60_000 }).toBe(REGIONS.length);
    const accountId = await account(caller, path);
    deny(rig, accountId, 'cloudformation:ListTypes');
    rig.aws.estate.register(accountId, 'eu-west-1', GATE);
    await caller.get(`/v1/kinds/${GATE.typeName}`).expect(200);
    const failed = async () => (await readings()).filter(({ failure }: Reading) => failure !== null);
    await expect.poll(async () => (await failed()).length, { timeout: 60_000 }).toBe(REGIONS.length);

    const { id, status } = await sync(caller, path);

    expect(status).toBe('completed');
    const [{ kinds, failure }] = await failed();
    expect({ kinds, remedy: failure.remedy }).toEqual({
      kinds: [BOOKING, MONITOR],
      remedy: expect.stringContaining('Allow cloudformation:DescribeType and cloudformation:ListTypes for the role'),
    });
    const log = await caller.get(`/v1/syncs/${id}/log`).expect(200);
    expect(log.text).toContain('so what was known before is listed');
    expect((await caller.get('/v1/kinds?query=harbour').expect(200)).body.data).toHaveLength(2);
  });
});
