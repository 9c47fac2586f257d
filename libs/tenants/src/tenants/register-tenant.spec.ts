import { randomUUID } from 'node:crypto';
import { PortOrganizationTaken, SystemPrisma, TenantPrisma, TenantStore } from '@longshore/database';
import { PortCredentialsRejected, PortUnreachable } from '@longshore/domain';
import { PortCatalog } from '@longshore/port';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthenticateKey } from '../keys/authenticate-key.js';
import { TenantsRig } from '../testing/tenants-rig.js';
import { DeleteTenant } from './delete-tenant.js';
import { ListTenants } from './list-tenants.js';
import { ReadTenant } from './read-tenant.js';
import { RegisterTenant } from './register-tenant.js';

const PUBLIC_URL = 'https://longshore.example.com';
const organization = (id: string) => ({ id, name: id, clientId: `${id}-client`, clientSecret: `${id}-secret` });
const credentials = (id: string) => ({
  region: 'eu' as const,
  clientId: `${id}-client`,
  clientSecret: `${id}-secret`,
});

let port: SandboxPort;
let rig: TenantsRig;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: ['acme', 'globex', 'initech'].map(organization) });
  rig = await TenantsRig.start(new PortCatalog(), { PORT_API_URL: port.url, PUBLIC_URL });
});

afterAll(async () => {
  await rig.stop();
  await port.close();
});

const register = (name: string, id = name) => rig.get(RegisterTenant).run({ name, port: credentials(id) });

describe('registering a tenant', () => {
  it('gives it an issuer of its own and a key that works', async () => {
    const tenant = await register('acme');

    expect(tenant).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'acme',
      issuer: `${PUBLIC_URL}/t/${tenant.id}`,
      apiKey: expect.stringMatching(/^ls_/),
    });
    expect(await rig.get(AuthenticateKey).run(tenant.apiKey)).toMatchObject({ tenantId: tenant.id });
    expect(await rig.get(ReadTenant).run(tenant.id)).toMatchObject({
      name: 'acme',
      state: 'active',
      issuer: tenant.issuer,
      port: { region: 'eu', organizationId: 'acme' },
      switches: { syncs: 'on', pushes: 'on', deletions: 'on' },
      apiKeys: [{ prefix: tenant.apiKey.slice(0, 9), revokedAt: null }],
    });
  });

  it('is refused for a Port organization that has a tenant, without telling which', async () => {
    const [first] = (await rig.get(ListTenants).run()).rows;

    const refusal = await register('second', 'acme').catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(PortOrganizationTaken);
    expect((refusal as Error).message).not.toContain(first?.id);
    expect((await rig.get(ListTenants).run()).rows.map(({ name }) => name)).toEqual(['acme']);
  });

  it('gives the organization to one of many that ask at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => register('globex')));

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('stores nothing when Port refuses the credentials', async () => {
    const wrong = { ...credentials('initech'), clientSecret: 'wrong' };

    await expect(rig.get(RegisterTenant).run({ name: 'initech', port: wrong })).rejects.toThrow(
      PortCredentialsRejected,
    );
    expect((await rig.get(ListTenants).run()).rows.map(({ name }) => name)).not.toContain('initech');
  });

  it('stores no secret in clear', async () => {
    const { id, apiKey } = await register('initech');

    const stored = await rig.get(TenantPrisma).transaction(
      id,
      (prisma) =>
        prisma.$queryRaw<object[]>`
        select (select json_agg(s) from app.secret s)::text || (select json_agg(k) from app.api_key k)::text
          || encode((select ciphertext from app.secret), 'escape') as text`,
    );

    expect(JSON.stringify(stored)).toContain(apiKey.slice(0, 9));
    expect(JSON.stringify(stored)).not.toContain(apiKey.slice(9));
    expect(JSON.stringify(stored)).not.toContain('initech-secret');
    expect(JSON.stringify(stored)).not.toContain('initech-client');
  });

  it('takes the organization of a deleted tenant again, under a new id and issuer', async () => {
    const [before] = (await rig.get(ListTenants).run()).rows.filter(({ name }) => name === 'acme');
    await rig.get(DeleteTenant).run(before?.id ?? (randomUUID() as never));

    const again = await register('acme');

    expect(again.id).not.toBe(before?.id);
    expect((await rig.get(TenantStore).get(again.id))?.issuerUrl).not.toBe(before?.issuer);
  });
});

describe('registering a tenant while Port is down', () => {
  it('stores nothing and says that Port did not answer', async () => {
    const lonely = await TenantsRig.start(new PortCatalog({ maxAttempts: 1 }), {
      PORT_API_URL: 'http://127.0.0.1:1',
    });

    await expect(lonely.get(RegisterTenant).run({ name: 'acme', port: credentials('acme') })).rejects.toThrow(
      PortUnreachable,
    );
    const count = await lonely.get(SystemPrisma).transaction((prisma) => prisma.tenant.count());
    await lonely.stop();
    expect(count).toBe(0);
  });
});
