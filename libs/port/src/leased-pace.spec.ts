import type { PortAccess } from '@longshore/domain';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { acme, acmeAccess, Behind, globex, HASTY } from './fixtures/acme.js';
import { MemoryBudget } from './fixtures/memory-budget.js';
import { PortCatalog } from './port-catalog.js';

let port: SandboxPort;
let access: PortAccess;
let behind: Behind;

const ORGANIZATION = 'GET /v1/organization';

/** 150 requests at once and 100 a second: of these the budget takes 100 and 70. */
async function open(rateHeaders: 'epoch' | 'delta' = 'epoch'): Promise<void> {
  const rateLimit = { limit: 1000, periodSeconds: 10, burst: 150 };
  port = await startSandboxPort({ organizations: [acme, globex], rateLimit, rateHeaders });
  access = acmeAccess(port.url);
  behind = new Behind(port.url);
}
afterEach(() => port.close());

/** As many requests, twenty at a time, as an account sync and its neighbours send them. */
async function hammer(catalog: PortCatalog, requests: number): Promise<void> {
  let left = requests;
  const lane = async () => {
    while (left-- > 0) await catalog.organization(access);
  };
  await Promise.all(Array.from({ length: 20 }, lane));
}

describe('processes that share a budget', () => {
  it.each(['epoch', 'delta'] as const)('are never refused, whatever form the headers have: %s', async (form) => {
    await open(form);
    const budget = new MemoryBudget();
    const processes = [new PortCatalog({}, budget), new PortCatalog({}, budget)];
    const start = Date.now();

    await Promise.all(processes.map((catalog) => hammer(catalog, 150)));

    const seconds = (Date.now() - start) / 1000;
    expect((await behind.requests())[ORGANIZATION]).toEqual(300);
    expect(300).toBeLessThanOrEqual(100 + 70 * seconds);
  });

  it('ask it about twice a second, not once per request', async () => {
    await open();
    const budget = new MemoryBudget();

    await hammer(new PortCatalog({}, budget), 200);

    expect(budget.leases).toBeLessThan(200 / 8);
  });

  it('all pause when one of them was refused', async () => {
    await open();
    const budget = new MemoryBudget();
    const [one, other] = [new PortCatalog({}, budget), new PortCatalog({ deadlineMs: 500 }, budget)];
    await behind.fault({ route: ORGANIZATION, effect: 'status', status: 429, headers: { 'retry-after': '3600' } });

    await expect(one.organization(access)).rejects.toThrow('429 sandbox_fault');
    await expect(other.organization(access)).rejects.toThrow('the rate limit is reached');
    expect((await behind.requests())[ORGANIZATION]).toEqual(1);
  });

  it('go on with another organization while one pauses', async () => {
    await open();
    const catalog = new PortCatalog({}, new MemoryBudget());
    await behind.fault({ route: ORGANIZATION, effect: 'status', status: 429, headers: { 'retry-after': '2' } });
    const ended: string[] = [];
    const asked = async (one: PortAccess) => ended.push((await catalog.organization(one)).id);

    const paused = asked(access);
    await vi.waitUntil(async () => (await behind.requests())[ORGANIZATION] === 1);
    await asked({ ...access, clientId: globex.clientId, clientSecret: () => globex.clientSecret });
    expect(ended).toEqual(['org_globex']);
    await paused;
    expect(ended).toEqual(['org_globex', 'org_acme']);
  });

  it('give up when the budget asks for more patience than there is', async () => {
    await open();
    const budget = new MemoryBudget();
    const organization = `${access.baseUrl} ${access.clientId}`;
    await budget.report(organization, { remaining: 0, resetsInMs: 3_600_000 });

    await expect(new PortCatalog(HASTY, budget).organization(access)).rejects.toThrow(
      /the rate limit is reached; it asks to wait 359\d s/,
    );
  });
});
