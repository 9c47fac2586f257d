import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acme, globex } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort, type SandboxPortOptions } from './sandbox-port.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');

let port: SandboxPort;

async function start(options: SandboxPortOptions): Promise<void> {
  port = await startSandboxPort({ organizations: [acme, globex], ...options });
}

async function token({ clientId, clientSecret } = acme): Promise<string> {
  const answer = await send('POST', '/v1/auth/access_token', { clientId, clientSecret });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

function send(method: string, path: string, body?: unknown, authorization?: string): Promise<Response> {
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(authorization && { authorization: `Bearer ${authorization}` }),
  };
  return fetch(port.url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

/** Status, what is left, when it ends and how long to wait. */
async function ask(authorization: string, method = 'GET', path = '/v1/organization', body?: unknown) {
  const { status, headers } = await send(method, path, body, authorization);
  const header = (name: string) => headers.get(name);
  return [status, header('x-ratelimit-remaining'), header('x-ratelimit-reset'), header('retry-after')];
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterEach(async () => {
  vi.useRealTimers();
  await port.close();
});

describe('the rate limit', () => {
  it('is 35,000 requests in five minutes unless asked otherwise', async () => {
    await start({});

    const { headers } = await send('GET', '/v1/organization', undefined, await token());
    expect(Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit')))).toEqual({
      'x-ratelimit-limit': '35000',
      'x-ratelimit-period': '300',
      'x-ratelimit-remaining': '34999',
      'x-ratelimit-reset': String(NOW / 1000 + 300),
    });
  });

  it('refuses an organization until its window ends, and no other', async () => {
    await start({ rateLimit: { limit: 2, periodSeconds: 60 } });
    const [ours, theirs] = [await token(), await token(globex)];
    const end = String(NOW / 1000 + 60);

    expect([await ask(ours), await ask(ours), await ask(ours)]).toEqual([
      [200, '1', end, null],
      [200, '0', end, null],
      [429, '0', end, '60'],
    ]);
    expect(await ask(theirs)).toEqual([200, '1', end, null]);
    vi.setSystemTime(NOW + 60_000);
    expect((await ask(ours))[0]).toEqual(200);
  });

  it('takes no more at once than the burst, which comes back evenly', async () => {
    await start({ rateLimit: { limit: 60, periodSeconds: 60, burst: 2 } });
    const ours = await token();
    const statuses = [];
    for (const second of [0, 0, 0, 1, 1, 60, 60, 60]) {
      vi.setSystemTime(NOW + second * 1000);
      const [status, , , retryAfter] = await ask(ours);
      statuses.push([status, retryAfter]);
    }

    expect(statuses).toEqual([
      [200, null],
      [200, null],
      [429, '1'],
      [200, null],
      [429, '1'],
      [200, null],
      [200, null],
      [429, '1'],
    ]);
  });

  it('counts single upserts apart', async () => {
    await start({ singleUpsertLimit: { limit: 1, periodSeconds: 60 } });
    const ours = await token();
    await send('POST', '/v1/blueprints', { identifier: 'bucket', title: 'b', schema: { properties: {} } }, ours);
    const single = ['POST', '/v1/blueprints/bucket/entities?upsert=true', { identifier: 'a' }] as const;

    expect((await ask(ours, ...single))[0]).toEqual(201);
    expect((await ask(ours, ...single))[0]).toEqual(429);
    expect((await ask(ours, 'GET', '/v1/blueprints/bucket/entities-count'))[0]).toEqual(200);
  });

  it('tells its end as seconds left, or nothing, when asked to', async () => {
    await start({ rateLimit: { limit: 1, periodSeconds: 60 } });
    const ours = await token();
    await send('PATCH', '/_sandbox/rate-limits', { headers: 'delta' });
    expect(await ask(ours)).toEqual([200, '0', '60', null]);

    await send('PATCH', '/_sandbox/rate-limits', { headers: 'none' });
    expect(await ask(ours)).toEqual([429, null, null, '60']);

    const changed = await send('PATCH', '/_sandbox/rate-limits', { all: { limit: 5, periodSeconds: 10 } });
    expect(await changed.json()).toMatchObject({ ok: true, all: { limit: 5, periodSeconds: 10 }, headers: 'none' });
    expect((await ask(ours))[0]).toEqual(200);
  });
});
