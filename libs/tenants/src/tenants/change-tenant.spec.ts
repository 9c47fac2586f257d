import { randomUUID } from 'node:crypto';
import { SecretStore, VersionMismatch } from '@longshore/database';
import { InvalidInput, NotFound, PortCredentialsRejected, TenantId } from '@longshore/domain';
import { PortCatalog } from '@longshore/port';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORT_PURPOSE } from '../port/port-credentials.js';
import { TenantsRig } from '../testing/tenants-rig.js';
import { ChangeTenant, type TenantPatch } from './change-tenant.js';
import { ReadTenant } from './read-tenant.js';
import { RegisterTenant } from './register-tenant.js';

const organization = (id: string) => ({ id, name: id, clientId: `${id}-client`, clientSecret: `${id}-secret` });
const credentials = (id: string) => {
  const { clientId, clientSecret } = organization(id);
  return { region: 'eu' as const, clientId, clientSecret };
};

let port: SandboxPort;
let rig: TenantsRig;
let tenantId: TenantId;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [organization('acme'), organization('globex')] });
  rig = await TenantsRig.start(new PortCatalog(), { PORT_API_URL: port.url });
  tenantId = (await rig.get(RegisterTenant).run({ name: 'Acme', port: credentials('acme') })).id;
});

afterAll(async () => {
  await rig.stop();
  await port.close();
});

const change = (patch: TenantPatch, version?: number) => rig.get(ChangeTenant).run(tenantId, patch, version);
const read = () => rig.get(ReadTenant).run(tenantId);
const secretVersion = async () => (await rig.get(SecretStore).current(tenantId, PORT_PURPOSE))?.version;

describe('changing a tenant', () => {
  it('touches only what is named', async () => {
    const { apiKeys, removals, ...before } = await read();

    const after = await change({ name: 'Acme Inc.', switches: { deletions: 'hold' } });

    expect(after).toEqual({
      ...before,
      name: 'Acme Inc.',
      switches: { syncs: 'on', pushes: 'on', deletions: 'hold' },
      version: before.version + 1,
    });
    expect(await read()).toEqual({ ...after, apiKeys, removals });
  });

  it('is refused when somebody else changed it meanwhile', async () => {
    const { version, name } = await read();
    await change({ switches: { pushes: 'off' } }, version);

    await expect(change({ name: 'Late' }, version)).rejects.toThrow(VersionMismatch);
    expect((await read()).name).toBe(name);
  });

  it('stores new credentials once Port has accepted them', async () => {
    await change({ port: credentials('acme') });

    expect(await secretVersion()).toBe(2);
  });

  it.each([
    ['that Port refuses', { ...credentials('acme'), clientSecret: 'wrong' }, PortCredentialsRejected],
    ['of another organization', credentials('globex'), InvalidInput],
    ['of another region', { ...credentials('acme'), region: 'us' as const }, InvalidInput],
  ])('refuses credentials %s, and changes nothing', async (_, refused, error) => {
    const before = await read();

    await expect(change({ name: 'Other', port: refused })).rejects.toThrow(error);

    expect([await read(), await secretVersion()]).toEqual([before, 2]);
  });

  it('does not find a tenant that is unknown', async () => {
    await expect(rig.get(ChangeTenant).run(TenantId.parse(randomUUID()), { name: 'x' })).rejects.toThrow(NotFound);
  });
});
