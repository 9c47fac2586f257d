import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;

const properties = {
  name: { type: 'string' },
  size: { type: 'number', maximum: 10 },
  isPublic: { type: 'boolean' },
  tags: { type: 'object' },
  zones: { type: 'array', items: { type: 'string' } },
  link: { type: 'string', format: 'url' },
  made: { type: 'string', format: 'date-time' },
  tier: { type: 'string', enum: ['gold', 'silver'] },
};

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  session = await PortSession.open(port.url, acme);
  await session.blueprint('account');
  await session.blueprint('bucket', {
    schema: { properties, required: [] },
    relations: {
      account: { target: 'account', required: false, many: false },
      replicas: { target: 'bucket', required: false, many: true },
    },
  });
  await session.blueprint('strict', {
    schema: { properties, required: ['name'] },
    relations: { account: { target: 'account', required: true, many: false } },
  });
});
afterAll(() => port.close());
beforeEach(async () => {
  await session.call('DELETE', '/v1/blueprints/bucket/all-entities');
  await session.call('DELETE', '/v1/blueprints/account/all-entities');
});

const BUCKETS = '/v1/blueprints/bucket/entities';
const arn = 'arn:aws:s3:::logs/2024';
const ONE = `${BUCKETS}/${encodeURIComponent(arn)}`;

async function content(path = ONE) {
  const { entity } = (await session.call('GET', path)).body as { entity: { [member: string]: unknown } };
  const { title, properties, relations } = entity;
  return { title, properties, relations };
}

describe('an entity', () => {
  it('is told with its stamps', async () => {
    const body = { identifier: arn, title: 'Logs', team: 'ops', properties: { name: 'logs' } };

    const created = await session.call('POST', `${BUCKETS}?upsert=true`, body);

    const entity = {
      identifier: arn,
      blueprint: 'bucket',
      title: 'Logs',
      icon: null,
      team: ['ops'],
      properties: { name: 'logs' },
      relations: {},
      createdAt: expect.any(String),
      createdBy: 'acme',
      updatedAt: expect.any(String),
      updatedBy: 'acme',
    };
    expect(created).toEqual({ status: 201, body: { ok: true, entity } });
    expect(await session.call('GET', ONE)).toEqual({ status: 200, body: { ok: true, entity } });
  });

  it('is created twice only by an upsert', async () => {
    await session.call('POST', BUCKETS, { identifier: arn });

    expect(await session.call('POST', BUCKETS, { identifier: arn })).toEqual({
      status: 409,
      body: { ok: false, error: 'identifier_taken', message: `Entity with identifier "${arn}" exists already` },
    });
  });

  it('is overwritten by an upsert and completed by a merging one', async () => {
    const body = { identifier: arn, title: 'Logs', properties: { name: 'logs', size: 1 } };
    await session.call('POST', BUCKETS, body);

    await session.upsert(
      'bucket',
      [{ identifier: arn, properties: { size: 2, name: null } }],
      'upsert=true&merge=true',
    );
    expect(await content()).toEqual({ title: 'Logs', properties: { size: 2 }, relations: {} });

    await session.upsert('bucket', [{ identifier: arn, properties: { name: 'new' } }]);
    expect(await content()).toEqual({ title: null, properties: { name: 'new' }, relations: {} });
  });

  it('is replaced by PUT, merged by PATCH and renamed by either', async () => {
    await session.call('POST', BUCKETS, { identifier: arn, properties: { name: 'logs', size: 1 } });
    await session.upsert('bucket', [{ identifier: 'copy', relations: { replicas: [arn] } }]);

    await session.call('PATCH', ONE, { title: 'Logs', properties: { size: 3 } });
    expect(await content()).toEqual({ title: 'Logs', properties: { name: 'logs', size: 3 }, relations: {} });

    await session.call('PUT', ONE, { identifier: 'renamed', properties: { size: 4 } });
    expect(await content(`${BUCKETS}/renamed`)).toEqual({ title: null, properties: { size: 4 }, relations: {} });
    expect((await content(`${BUCKETS}/copy`)).relations).toEqual({ replicas: ['renamed'] });
    expect((await session.call('GET', ONE)).status).toEqual(404);
  });

  it('takes a rename to an identifier in use for a conflict', async () => {
    await session.upsert('bucket', [{ identifier: 'a' }, { identifier: 'b' }]);

    expect((await session.call('PATCH', `${BUCKETS}/a`, { identifier: 'b' })).status).toEqual(409);
  });

  it('finds its identifier and its relations by query', async () => {
    const named = (value: string) => ({ combinator: 'and', rules: [{ property: 'name', operator: '=', value }] });
    await session.upsert('account', [{ identifier: '111122223333', properties: { name: 'prod' } }]);
    await session.upsert('bucket', [{ identifier: arn, properties: { name: 'logs' } }]);

    await session.upsert('bucket', [{ identifier: named('logs'), relations: { account: named('prod') } }]);

    expect(await content()).toEqual({ title: null, properties: {}, relations: { account: '111122223333' } });
  });

  it('is only checked when asked to', async () => {
    const checked = await session.call('POST', `${BUCKETS}?validation_only=true`, { identifier: arn });

    expect(checked.status).toEqual(201);
    expect((await session.call('GET', ONE)).status).toEqual(404);
  });
});

describe('an entity that breaks its blueprint', () => {
  it.each([
    ['identifier', { identifier: 'a|b' }],
    ['dots', { identifier: '..' }],
    ['type', { properties: { size: '1' } }],
    ['maximum', { properties: { size: 11 } }],
    ['item', { properties: { zones: [1] } }],
    ['url', { properties: { link: 'not a url' } }],
    ['date-time', { properties: { made: 'yesterday' } }],
    ['enum', { properties: { tier: 'bronze' } }],
    ['unknown property', { properties: { colour: 'red' } }],
    ['unknown relation', { relations: { owner: 'x' } }],
    ['one for a many-relation', { relations: { replicas: 'x' } }],
    ['many for a one-relation', { relations: { account: ['x'] } }],
  ])('is refused: %s', async (_case, members) => {
    const { status, body } = await session.call('POST', BUCKETS, { identifier: arn, ...members });

    expect([status, (body as { error: string }).error]).toEqual([422, 'invalid_request']);
  });

  it.each([
    [
      'property',
      { relations: { account: '1' } },
      '/properties/name Invalid input: expected string, received undefined',
    ],
    ['relation', { properties: { name: 'x' } }, '/relations must have required relation account'],
  ])('is refused without a required %s', async (_case, members, message) => {
    expect(await session.call('POST', '/v1/blueprints/strict/entities', { identifier: 'a', ...members })).toEqual({
      status: 422,
      body: { ok: false, error: 'invalid_request', message },
    });
  });

  it('is refused by PATCH with a blueprint in the body', async () => {
    await session.upsert('bucket', [{ identifier: arn }]);

    expect(await session.call('PATCH', ONE, { blueprint: 'bucket' })).toEqual({
      status: 422,
      body: { ok: false, error: 'invalid_request', message: '/ Unrecognized key: "blueprint"' },
    });
  });
});
