import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  session = await PortSession.open(port.url, acme);
});
afterAll(() => port.close());

const stamps = {
  createdAt: expect.any(String),
  createdBy: 'acme',
  updatedAt: expect.any(String),
  updatedBy: 'acme',
};

const empty = { relations: {}, calculationProperties: {}, mirrorProperties: {}, aggregationProperties: {} };

describe('a blueprint', () => {
  it('is created, extended and told with every member', async () => {
    const schema = { properties: { name: { type: 'string' } }, required: [] };
    const created = await session.blueprint('region');
    const grown = { properties: { name: { type: 'string' }, zones: { type: 'number' } } };

    expect(created).toEqual({
      status: 201,
      body: { ok: true, blueprint: { identifier: 'region', title: 'region', schema, ...empty, ...stamps } },
    });
    expect(await session.call('PATCH', '/v1/blueprints/region', { schema: grown })).toEqual({
      status: 200,
      body: {
        ok: true,
        blueprint: { identifier: 'region', title: 'region', schema: { ...grown, required: [] }, ...empty, ...stamps },
      },
    });
  });

  it('is not created twice', async () => {
    await session.blueprint('twice');

    expect(await session.blueprint('twice')).toEqual({
      status: 409,
      body: { ok: false, error: 'identifier_taken', message: 'Blueprint "twice" exists already' },
    });
  });

  it('may relate to itself but not to one that is absent', async () => {
    const relation = (target: string) => ({ up: { target, required: false, many: false } });

    expect((await session.blueprint('ou', { relations: relation('ou') })).status).toEqual(201);
    expect(await session.blueprint('lost', { relations: relation('nowhere') })).toEqual({
      status: 404,
      body: { ok: false, error: 'not_found', message: 'Blueprint with identifier "nowhere" was not found' },
    });
  });

  it('stays while it has entities or others relate to it', async () => {
    await session.blueprint('used');
    await session.blueprint('user', { relations: { uses: { target: 'used', required: false, many: true } } });
    await session.upsert('used', [{ identifier: 'one' }]);

    expect((await session.call('DELETE', '/v1/blueprints/used')).body).toEqual({
      ok: false,
      error: 'has_dependents',
      message: 'Blueprint "used" still has entities',
    });
    await session.call('DELETE', '/v1/blueprints/used/all-entities');
    expect((await session.call('DELETE', '/v1/blueprints/used')).body).toEqual({
      ok: false,
      error: 'has_dependents',
      message: 'Blueprint "user" relates to "used"',
    });
    await session.call('DELETE', '/v1/blueprints/user');
    expect(await session.call('DELETE', '/v1/blueprints/used')).toEqual({ status: 200, body: { ok: true } });
  });

  it.each([
    ['an identifier with a space', { identifier: 'a b' }],
    ['an identifier with an equals sign', { identifier: 'a=b' }],
    ['an empty title', { title: '' }],
    ['a property of an unknown type', { schema: { properties: { a: { type: 'text' } } } }],
    ['a property identifier with a dot', { schema: { properties: { 'a.b': { type: 'string' } } } }],
    ['a required property that is absent', { schema: { properties: {}, required: ['a'] } }],
    ['no schema', { schema: undefined }],
  ])('is refused with %s', async (_case, members) => {
    const { status, body } = await session.blueprint('refused', members);

    expect([status, (body as { error: string }).error]).toEqual([422, 'invalid_request']);
  });
});
