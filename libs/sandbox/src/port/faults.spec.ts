import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  session = await PortSession.open(port.url, acme);
  await session.blueprint('bucket');
});
afterAll(() => port.close());
beforeEach(async () => {
  await fetch(`${port.url}/_sandbox/faults`, { method: 'DELETE' });
  await session.call('DELETE', '/v1/blueprints/bucket/all-entities');
});

const route = 'POST /v1/blueprints/:blueprint/entities/bulk';

async function plan(fault: unknown): Promise<void> {
  const body = JSON.stringify(fault);
  await fetch(`${port.url}/_sandbox/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function stored(): Promise<unknown> {
  return (await session.call('GET', '/v1/blueprints/bucket/entities-count')).body;
}

describe('a planned fault', () => {
  it('befalls the organization that it names and no other', async () => {
    await plan({ route, organization: 'another', effect: 'status' });
    await plan({ route, organization: acme.id, effect: 'status', status: 502 });

    expect((await session.upsert('bucket', [{ identifier: 'a' }])).status).toEqual(502);
    expect((await session.upsert('bucket', [{ identifier: 'a' }])).status).toEqual(200);
  });

  it('answers its status as often as asked and changes nothing', async () => {
    await plan({ route, effect: 'status', status: 503, times: 2, headers: { 'retry-after': '1' } });

    const refusal = { ok: false, error: 'sandbox_fault', message: 'A fault that was asked for' };
    expect(await session.upsert('bucket', [{ identifier: 'a' }])).toEqual({ status: 503, body: refusal });
    expect(await session.upsert('bucket', [{ identifier: 'a' }])).toEqual({ status: 503, body: refusal });
    expect(await stored()).toEqual({ ok: true, count: 0 });
    expect((await session.upsert('bucket', [{ identifier: 'a' }])).status).toEqual(200);
  });

  it('drops the connection before the work', async () => {
    await plan({ route, effect: 'drop' });

    await expect(session.upsert('bucket', [{ identifier: 'a' }])).rejects.toThrow('fetch failed');
    expect(await stored()).toEqual({ ok: true, count: 0 });
  });

  it('drops the connection after the work', async () => {
    await plan({ route, effect: 'commit-then-drop' });

    await expect(session.upsert('bucket', [{ identifier: 'a' }])).rejects.toThrow('fetch failed');
    expect(await stored()).toEqual({ ok: true, count: 1 });
  });

  it.each([
    ['hang', 0],
    ['commit-then-hang', 1],
  ])('never answers: %s', async (effect, count) => {
    await plan({ route, effect });

    await expect(session.upsert('bucket', [{ identifier: 'a' }], 'upsert=true', 300)).rejects.toThrow('timeout');
    expect(await stored()).toEqual({ ok: true, count });
  });

  it('answers late', async () => {
    await plan({ route, effect: 'delay', delayMs: 500 });

    await expect(session.upsert('bucket', [{ identifier: 'a' }], 'upsert=true', 300)).rejects.toThrow('timeout');
    await plan({ route, effect: 'delay', delayMs: 10 });
    expect((await session.upsert('bucket', [{ identifier: 'a' }])).status).toEqual(200);
  });

  it('refuses some entities of a bulk upsert and stores the others', async () => {
    await plan({ route, effect: 'partial', indexes: [1], status: 500, error: 'internal_error' });

    expect(await session.upsert('bucket', [{ identifier: 'a' }, { identifier: 'b' }])).toEqual({
      status: 207,
      body: {
        ok: false,
        entities: [{ created: true, identifier: 'a', index: 0 }],
        errors: [
          {
            identifier: 'b',
            index: 1,
            statusCode: 500,
            error: 'internal_error',
            message: 'A fault that was asked for',
          },
        ],
      },
    });
    expect(await stored()).toEqual({ ok: true, count: 1 });
  });

  it('leaves some entities of a bulk delete behind', async () => {
    await session.upsert('bucket', [{ identifier: 'a' }, { identifier: 'b' }]);
    await plan({ route: 'POST /v1/blueprints/:blueprint/bulk/entities/delete', effect: 'partial' });

    const path = '/v1/blueprints/bucket/bulk/entities/delete?delete_dependents=false';
    expect((await session.call('POST', path, { entities: ['a', 'b'] })).body).toEqual({
      ok: true,
      deletedEntities: ['b'],
    });
  });

  it('befalls only the route it is planned for', async () => {
    await plan({ route, effect: 'status' });

    expect((await session.call('GET', '/v1/organization')).status).toEqual(200);
    expect((await session.upsert('bucket', [{ identifier: 'a' }])).status).toEqual(503);
  });
});

describe('access tokens', () => {
  it('are refused after they were revoked', async () => {
    const other = await PortSession.open(port.url, acme);
    await fetch(`${port.url}/_sandbox/tokens`, { method: 'DELETE' });

    expect((await other.call('GET', '/v1/organization')).status).toEqual(401);
    session = await PortSession.open(port.url, acme);
    expect((await session.call('GET', '/v1/organization')).status).toEqual(200);
  });

  it('are lost in the midst of the work when that is planned', async () => {
    await plan({ route, effect: 'token-loss' });

    expect((await session.upsert('bucket', [{ identifier: 'a' }])).status).toEqual(401);
    session = await PortSession.open(port.url, acme);
    expect((await session.upsert('bucket', [{ identifier: 'a' }])).status).toEqual(200);
  });
});
