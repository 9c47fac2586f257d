import { type PortAccess, PortCredentialsRejected, PortRejected } from '@longshore/domain';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acme, acmeAccess, batch, Behind, blueprint, entity, HASTY } from './fixtures/acme.js';
import { PortCatalog } from './port-catalog.js';

const TOKEN = 'POST /v1/auth/access_token';
const BULK = 'POST /v1/blueprints/:blueprint/entities/bulk';

let port: SandboxPort;
let access: PortAccess;
let behind: Behind;
let catalog: PortCatalog;

beforeEach(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  access = acmeAccess(port.url);
  behind = new Behind(port.url);
  catalog = new PortCatalog({ ...HASTY, maxAttempts: 3 });
  await catalog.createBlueprint(access, blueprint('bucket'));
});
afterEach(() => port.close());

const upsert = () => catalog.upsert(access, batch([entity('a'), entity('b')]));
const created = [{ state: 'created' }, { state: 'created' }];

async function asked(route = BULK): Promise<number> {
  return (await behind.requests())[route] ?? 0;
}

function refused(status: number) {
  const failed = {
    state: 'failed',
    status,
    error: 'sandbox_fault',
    detail: 'A fault that was asked for',
    isUnmetRelation: false,
  };
  return [failed, failed];
}

describe('an upsert that Port answers with', () => {
  it('401 is repeated once with a fresh token', async () => {
    await behind.fault({ route: BULK, effect: 'token-loss' });

    expect(await upsert()).toEqual(created);
    expect([await asked(), await asked(TOKEN)]).toEqual([2, 2]);
  });

  it('401 again means that the credentials are refused', async () => {
    await behind.fault({ route: BULK, effect: 'status', status: 401, times: 9 });

    await expect(upsert()).rejects.toBeInstanceOf(PortCredentialsRejected);
    expect([await asked(), await asked(TOKEN)]).toEqual([2, 2]);
  });

  it('403 is neither repeated nor split', async () => {
    await behind.fault({ route: BULK, effect: 'status', status: 403, times: 9 });

    await expect(upsert()).rejects.toBeInstanceOf(PortRejected);
    expect(await asked()).toEqual(1);
  });

  it.each([400, 404, 409])('%i fails for every entity at once', async (status) => {
    await behind.fault({ route: BULK, effect: 'status', status, times: 9 });

    expect(await upsert()).toEqual(refused(status));
    expect(await asked()).toEqual(1);
  });

  it('422 is halved until each entity has failed alone', async () => {
    await behind.fault({ route: BULK, effect: 'status', status: 422, times: 9 });

    expect(await upsert()).toEqual(refused(422));
    expect(await asked()).toEqual(3);
  });

  it.each([408, 429, 500, 502, 503, 504])('%i is repeated', async (status) => {
    await behind.fault({ route: BULK, effect: 'status', status, times: 2, headers: { 'retry-after': '0' } });

    expect(await upsert()).toEqual(created.map((verdict) => ({ ...verdict, retries: 2 })));
    expect(await asked()).toEqual(3);
  });

  it('a passing refusal of single entities sends only those again', async () => {
    await behind.fault({ route: BULK, effect: 'partial', indexes: [1], status: 503 });

    expect(await upsert()).toEqual([{ state: 'created' }, { state: 'created', retries: 1 }]);
    expect(await behind.changes()).toEqual(['create a', 'create b']);
  });

  it('a lasting refusal of single entities is told at their place', async () => {
    await behind.fault({ route: BULK, effect: 'partial', indexes: [0], status: 409 });

    expect(await upsert()).toEqual([refused(409)[0], { state: 'created' }]);
    expect(await asked()).toEqual(1);
  });
});

describe('a registration that Port answers with 409', () => {
  it('brings up to date what another process has registered', async () => {
    const integration = { identifier: 'main', type: 'aws', version: '1.0.0', mapping: { resources: [] } };
    const GET = 'GET /v1/integration/:identifier';
    await catalog.recordIntegration(access, integration);
    await behind.fault({ route: GET, effect: 'status', status: 404 });

    expect(await catalog.recordIntegration(access, { ...integration, version: '1.0.1' })).toEqual(true);
    expect(await asked('PATCH /v1/integration/:identifier')).toEqual(1);
  });
});
