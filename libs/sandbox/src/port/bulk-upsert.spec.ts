import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;
let blueprint: string;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  session = await PortSession.open(port.url, acme);
});
afterAll(() => port.close());

beforeEach(async ({ task }) => {
  blueprint = `bp-${task.id}`;
  const relations = { parent: { target: blueprint, required: false, many: false } };
  await session.blueprint(blueprint, { relations });
});

describe('a bulk upsert', () => {
  it('tells for each entity whether it is new', async () => {
    await session.upsert(blueprint, [{ identifier: 'a' }]);

    expect(await session.upsert(blueprint, [{ identifier: 'a' }, { identifier: 'b' }])).toEqual({
      status: 200,
      body: {
        ok: true,
        entities: [
          { created: false, identifier: 'a', index: 0 },
          { created: true, identifier: 'b', index: 1 },
        ],
        errors: [],
      },
    });
  });

  it('answers 207 with the refusals by index and stores the rest', async () => {
    const entities = [
      { identifier: 'good' },
      { identifier: 'typo', properties: { nmae: 'x' } },
      { identifier: 'orphan', relations: { parent: 'nobody' } },
      { identifier: { combinator: 'and', rules: [{ property: 'name', operator: '=', value: 'nobody' }] } },
    ];

    expect(await session.upsert(blueprint, entities)).toEqual({
      status: 207,
      body: {
        ok: false,
        entities: [{ created: true, identifier: 'good', index: 0 }],
        errors: [
          {
            identifier: 'typo',
            index: 1,
            statusCode: 422,
            error: 'invalid_request',
            message: '/properties Unrecognized key: "nmae"',
          },
          {
            identifier: 'orphan',
            index: 2,
            statusCode: 404,
            error: 'not_found',
            message: `Entity with identifier "nobody" of blueprint "${blueprint}" was not found`,
          },
          {
            identifier: 'unknown',
            index: 3,
            statusCode: 404,
            error: 'not_found',
            message: 'No entity matches the identifier query',
          },
        ],
      },
    });
  });

  it('creates missing related entities when asked to', async () => {
    await session.upsert(
      blueprint,
      [{ identifier: 'child', relations: { parent: 'made' } }],
      'upsert=true&create_missing_related_entities=true',
    );

    expect(await session.call('GET', `/v1/blueprints/${blueprint}/entities-count`)).toEqual({
      status: 200,
      body: { ok: true, count: 2 },
    });
  });

  it('refuses more than 20 entities as a whole', async () => {
    const entities = Array.from({ length: 21 }, (_, index) => ({ identifier: `e${index}` }));

    expect(await session.upsert(blueprint, entities)).toEqual({
      status: 422,
      body: { ok: false, error: 'invalid_request', message: '/entities Too big: expected array to have <=20 items' },
    });
  });

  it('refuses a body over 1 MiB', async () => {
    const entities = [{ identifier: 'big', properties: { name: 'x'.repeat(1024 * 1024) } }];

    expect(await session.upsert(blueprint, entities)).toEqual({
      status: 413,
      body: { ok: false, error: 'payload_too_large', message: 'Request body is too large' },
    });
  });

  it('refuses a blueprint that does not exist', async () => {
    expect(await session.upsert('absent', [{ identifier: 'a' }])).toEqual({
      status: 404,
      body: { ok: false, error: 'not_found', message: 'Blueprint with identifier "absent" was not found' },
    });
  });
});
