import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { IntegrationStore } from '@longshore/database';
import { IntegrationId, NotFound, PortConnections, type TenantId } from '@longshore/domain';
import { VERSION } from '@longshore/platform';
import { PortCatalog } from '@longshore/port';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeleteTenant } from '../tenants/delete-tenant.js';
import { RegisterTenant } from '../tenants/register-tenant.js';
import { TenantsRig } from '../testing/tenants-rig.js';
import { TenantPortConnections } from './tenant-port-connections.js';

const organization = (id: string) => ({ id, name: id, clientId: `${id}-client`, clientSecret: `${id}-secret` });

let port: SandboxPort;
let rig: TenantsRig;
let acme: TenantId;
let globex: TenantId;
let integrationId: IntegrationId;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [organization('acme'), organization('globex')] });
  rig = await TenantsRig.start(new PortCatalog(), { PORT_API_URL: port.url });
  const register = async (id: string) =>
    (await rig.get(RegisterTenant).run({ name: id, port: { region: 'us', ...organization(id) } })).id;
  [acme, globex] = [await register('acme'), await register('globex')];
  integrationId = IntegrationId.parse(randomUUID());
  const accounts = { mode: 'single' };
  await rig
    .get(IntegrationStore)
    .create(acme, { id: integrationId, identifier: 'production', accounts, intervalMinutes: null });
});

afterAll(async () => {
  await rig.stop();
  await port.close();
});

const connections = () => rig.get(TenantPortConnections);

describe("a tenant's Port access", () => {
  it("names the integration's datasource and opens the stored credentials", async () => {
    const { clientSecret, ...access } = await connections().open(acme, integrationId);

    expect(access).toEqual({
      tenantId: acme,
      baseUrl: port.url,
      clientId: 'acme-client',
      userAgent: `longshore/aws/${VERSION}/production/exporter`,
    });
    expect(clientSecret()).toBe('acme-secret');
  });

  it('reaches the organization of the tenant', async () => {
    const access = await connections().open(acme, integrationId);

    expect(await new PortCatalog().organization(access)).toEqual({ id: 'acme', name: 'acme' });
  });

  it('does not print the secret', async () => {
    const access = await connections().open(acme, integrationId);

    expect(JSON.stringify(access) + inspect(access, { depth: 9 })).not.toContain('acme-secret');
  });

  it("is not opened for another tenant's integration", async () => {
    await expect(connections().open(globex, integrationId)).rejects.toThrow(NotFound);
  });

  it('is there after the integration was deleted, so that what went along with it can be restored', async () => {
    await rig.get(IntegrationStore).setState(acme, integrationId, 'deleted');

    const { userAgent } = await connections().open(acme, integrationId);

    expect(userAgent).toContain('/production/');
  });

  it('is not opened once the tenant is deleted', async () => {
    await rig.get(DeleteTenant).run(acme);

    await expect(connections().open(acme, integrationId)).rejects.toThrow(NotFound);
  });

  it('is what the port PortConnections stands for', () => {
    expect(rig.get(PortConnections as never)).toBe(connections());
  });
});
