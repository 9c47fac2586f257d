import { startSandboxPort, type SandboxPort } from '@longshore/sandbox';
import { type PortAccess, PortCredentialsRejected, PortRejected, PortUnreachable } from '@longshore/domain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acme, acmeAccess, Behind, HASTY } from './fixtures/acme.js';
import { PortCatalog } from './port-catalog.js';

let port: SandboxPort;
let access: PortAccess;
let behind: Behind;
let catalog: PortCatalog;

beforeEach(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  access = acmeAccess(port.url);
  behind = new Behind(port.url);
  catalog = new PortCatalog(HASTY);
});
afterEach(async () => {
  vi.useRealTimers();
  await port.close();
});

const TOKEN = 'POST /v1/auth/access_token';
const ORGANIZATION = 'GET /v1/organization';
const told = { id: 'org_acme', name: 'Acme' };

describe('the access token', () => {
  it('is fetched once for concurrent requests', async () => {
    await Promise.all(Array.from({ length: 5 }, () => catalog.organization(access)));

    expect(await behind.requests()).toEqual({ [TOKEN]: 1, [ORGANIZATION]: 5 });
  });

  it('is renewed once after Port called it invalid', async () => {
    await catalog.organization(access);
    await behind.revokeTokens();

    await Promise.all(Array.from({ length: 5 }, () => catalog.organization(access)));

    expect((await behind.requests())[TOKEN]).toEqual(2);
  });

  it('is renewed shortly before it expires, and again when Port gave the active one', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const start = Date.now();
    const asked = [];
    for (const seconds of [0, 10_700, 10_770, 10_775, 10_801]) {
      vi.setSystemTime(start + seconds * 1000);
      await catalog.organization(access);
      asked.push((await behind.requests())[TOKEN]);
    }

    expect(asked).toEqual([1, 1, 2, 2, 3]);
  });

  it('is not lent to somebody who knows the client id only', async () => {
    await catalog.organization(access);

    await expect(catalog.organization(acmeAccess(port.url, 'guessed'))).rejects.toEqual(
      new PortCredentialsRejected('Invalid clientId or clientSecret'),
    );
  });

  it('is fetched again after a failure', async () => {
    await behind.fault({ route: TOKEN, effect: 'status', status: 401 });

    await expect(catalog.organization(access)).rejects.toBeInstanceOf(PortCredentialsRejected);
    expect(await catalog.organization(access)).toEqual(told);
  });
});

describe('a request', () => {
  it('that stays unauthorized with a fresh token means wrong credentials', async () => {
    await behind.fault({ route: ORGANIZATION, effect: 'status', status: 401, times: 2 });

    await expect(catalog.organization(access)).rejects.toBeInstanceOf(PortCredentialsRejected);
    expect(await behind.requests()).toEqual({ [TOKEN]: 2, [ORGANIZATION]: 2 });
  });

  it('that is forbidden is not repeated', async () => {
    await behind.fault({ route: ORGANIZATION, effect: 'status', status: 403 });

    await expect(catalog.organization(access)).rejects.toEqual(
      new PortRejected(403, 'sandbox_fault', 'A fault that was asked for'),
    );
  });

  it.each([429, 500, 502, 503, 504])('is repeated after a %i', async (status) => {
    await behind.fault({ route: ORGANIZATION, effect: 'status', status, times: 2 });

    expect(await catalog.organization(access)).toEqual(told);
  });

  it('gives up at once when Port asks for more patience than there is', async () => {
    const headers = { 'retry-after': '3600' };
    await behind.fault({ route: ORGANIZATION, effect: 'status', status: 429, headers });

    await expect(catalog.organization(access)).rejects.toThrow(/429 sandbox_fault.*; it asks to wait 36\d\d s/);
  });

  it('to a Port that is not there names the reason', async () => {
    await port.close();

    await expect(catalog.organization(access)).rejects.toBeInstanceOf(PortUnreachable);
    await expect(catalog.organization(access)).rejects.toThrow('ECONNREFUSED');
    port = await startSandboxPort();
  });

  it('waits for the end of a window that is used up', async () => {
    await port.close();
    port = await startSandboxPort({ organizations: [acme], rateLimit: { limit: 3, periodSeconds: 3600 } });
    access = acmeAccess(port.url);
    for (let request = 0; request < 3; request++) await catalog.organization(access);

    await expect(catalog.organization(access)).rejects.toThrow('the rate limit is reached');
    expect((await new Behind(port.url).requests())[ORGANIZATION]).toEqual(3);
  });
});
