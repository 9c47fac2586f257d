import { randomUUID } from 'node:crypto';
import { TenantStore } from '@longshore/database';
import { NotFound, TenantId } from '@longshore/domain';
import { PortCatalog } from '@longshore/port';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadTenant } from '../tenants/read-tenant.js';
import { RegisterTenant } from '../tenants/register-tenant.js';
import { TenantsRig } from '../testing/tenants-rig.js';
import { AuthenticateKey } from './authenticate-key.js';
import { CreateApiKey } from './create-api-key.js';
import { generateKey } from './presented-key.js';
import { RevokeApiKey } from './revoke-api-key.js';

const acme = { id: 'acme', name: 'Acme', clientId: 'acme-client', clientSecret: 'acme-secret' };

let port: SandboxPort;
let rig: TenantsRig;
let tenantId: TenantId;
let firstKey: string;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  rig = await TenantsRig.start(new PortCatalog(), { PORT_API_URL: port.url });
  const registered = await rig.get(RegisterTenant).run({ name: 'Acme', port: { region: 'eu', ...acme } });
  tenantId = registered.id;
  firstKey = registered.apiKey;
});

afterAll(async () => {
  await rig.stop();
  await port.close();
});

const authenticate = async (key: string) => (await rig.get(AuthenticateKey).run(key))?.tenantId ?? null;
const apiKeys = async () => (await rig.get(ReadTenant).run(tenantId)).apiKeys;

describe('an API key', () => {
  it('tells the tenant, and remembers when it was used', async () => {
    expect((await apiKeys()).map(({ lastUsedAt }) => lastUsedAt)).toEqual([null]);

    expect(await authenticate(firstKey)).toBe(tenantId);

    expect((await apiKeys()).map(({ lastUsedAt }) => lastUsedAt)).toEqual([expect.any(Date)]);
  });

  it('is not written to again within the minute', async () => {
    await authenticate(firstKey);
    const before = await apiKeys();

    await authenticate(firstKey);

    expect(await apiKeys()).toEqual(before);
  });

  it.each(['', 'ls_', generateKey(), `${generateKey()}x`])('that we never gave tells nothing: %s', async (key) => {
    expect(await authenticate(key)).toBeNull();
  });

  it('works beside the others until it is revoked', async () => {
    const second = await rig.get(CreateApiKey).run(tenantId);
    expect([await authenticate(firstKey), await authenticate(second.apiKey)]).toEqual([tenantId, tenantId]);

    await rig.get(RevokeApiKey).run(tenantId, second.id);
    await rig.get(RevokeApiKey).run(tenantId, second.id);

    expect([await authenticate(firstKey), await authenticate(second.apiKey)]).toEqual([tenantId, null]);
  });

  it('of another tenant cannot be revoked', async () => {
    const [key] = await apiKeys();

    await expect(rig.get(RevokeApiKey).run(TenantId.parse(randomUUID()), key?.id ?? '')).rejects.toThrow(NotFound);
    expect(await authenticate(firstKey)).toBe(tenantId);
  });

  it('is not made for a tenant that is unknown', async () => {
    await expect(rig.get(CreateApiKey).run(TenantId.parse(randomUUID()))).rejects.toThrow(NotFound);
  });

  it('tells nothing once its tenant is being deleted, and no new one is made', async () => {
    await rig.get(TenantStore).markDeleting(tenantId);

    expect(await authenticate(firstKey)).toBeNull();
    await expect(rig.get(CreateApiKey).run(tenantId)).rejects.toThrow(NotFound);
  });
});
