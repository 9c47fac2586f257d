import { randomUUID } from 'node:crypto';
import { IntegrationStore, SyncStore, TenantStore } from '@longshore/database';
import { IntegrationId, NotFound, SyncId, type TenantId, noCounts } from '@longshore/domain';
import { PortCatalog } from '@longshore/port';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TenantSecrets } from '../secrets/tenant-secrets.js';
import { TenantsRig } from '../testing/tenants-rig.js';
import { DeleteTenant } from './delete-tenant.js';
import { FinishTenantDeletions } from './finish-tenant-deletions.js';
import { ReadTenant } from './read-tenant.js';
import { RegisterTenant } from './register-tenant.js';

const organization = (id: string) => ({ id, name: id, clientId: `${id}-client`, clientSecret: `${id}-secret` });

let port: SandboxPort;
let rig: TenantsRig;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: ['acme', 'globex', 'initech'].map(organization) });
  rig = await TenantsRig.start(new PortCatalog(), { PORT_API_URL: port.url });
});

afterAll(async () => {
  await rig.stop();
  await port.close();
});

const register = async (id: string) =>
  (await rig.get(RegisterTenant).run({ name: id, port: { region: 'eu', ...organization(id) } })).id;
const state = async (tenantId: TenantId) => (await rig.get(ReadTenant).run(tenantId)).state;

/** An integration with a sync under way. */
async function syncing(tenantId: TenantId): Promise<{ integrationId: IntegrationId; syncId: SyncId }> {
  const integrationId = IntegrationId.parse(randomUUID());
  const accounts = { mode: 'single' };
  await rig
    .get(IntegrationStore)
    .create(tenantId, { id: integrationId, identifier: 'production', accounts, intervalMinutes: 60 });
  const syncId = SyncId.parse(randomUUID());
  await rig.get(SyncStore).open(tenantId, {
    id: syncId,
    integrationId,
    trigger: 'manual',
    filter: null,
    dryRun: false,
    mappingNo: 1,
    counts: noCounts(),
    deadlineMinutes: 60,
    accounts: [],
  });
  return { integrationId, syncId };
}

describe('deleting a tenant', () => {
  it('destroys its data key and leaves a tombstone', async () => {
    const tenantId = await register('acme');
    const sealed = await rig.get(TenantSecrets).seal(tenantId, 'port', Buffer.from('body'));

    const deleted = await rig.get(DeleteTenant).run(tenantId);

    expect([deleted.state, deleted.deletedAt]).toEqual(['deleted', expect.any(Date)]);
    expect(await rig.get(TenantStore).get(tenantId)).toMatchObject({ state: 'deleted', dek: null, dekKek: null });
    await expect(rig.get(TenantSecrets).open(tenantId, 'port', sealed)).rejects.toThrow(NotFound);
    await expect(rig.get(DeleteTenant).run(tenantId)).rejects.toThrow(NotFound);
  });

  it('waits for a running sync, which it cancels', async () => {
    const tenantId = await register('globex');
    const { integrationId, syncId } = await syncing(tenantId);

    expect((await rig.get(DeleteTenant).run(tenantId)).state).toBe('deleting');
    expect((await rig.get(SyncStore).get(tenantId, syncId))?.detail).toBe('The tenant is being deleted.');
    expect(await rig.get(FinishTenantDeletions).run()).toBe(0);

    const close = { state: 'cancelled' as const, detail: null, counts: noCounts() };
    await rig.get(SyncStore).close(tenantId, syncId, () => close);
    expect((await rig.get(DeleteTenant).run(tenantId)).state).toBe('deleted');
    expect((await rig.get(IntegrationStore).get(tenantId, integrationId))?.state).toBe('deleted');
  });

  it('is over at once together with its entities where no integration could make any', async () => {
    const tenantId = await register('initech');

    expect((await rig.get(DeleteTenant).run(tenantId, 'delete')).state).toBe('deleted');
  });

  it('is finished by whoever looks next, when the process that began it is gone', async () => {
    const tenantId = await register('acme');
    await rig.get(TenantStore).markDeleting(tenantId);

    expect(await rig.get(FinishTenantDeletions).run()).toBe(1);
    expect(await state(tenantId)).toBe('deleted');
  });

  it('does not find a tenant that is unknown', async () => {
    await expect(rig.get(DeleteTenant).run(randomUUID() as TenantId)).rejects.toThrow(NotFound);
  });
});
