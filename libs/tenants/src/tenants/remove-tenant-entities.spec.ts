import { randomUUID } from 'node:crypto';
import { IntegrationStore, OperationStore, TenantStore } from '@longshore/database';
import { IntegrationId, type OperationId, type TenantId } from '@longshore/domain';
import { PortCatalog } from '@longshore/port';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TenantsRig } from '../testing/tenants-rig.js';
import { DeleteTenant } from './delete-tenant.js';
import { FinishTenantDeletions } from './finish-tenant-deletions.js';
import { ReadTenant } from './read-tenant.js';
import { RegisterTenant } from './register-tenant.js';

describe('deleting a tenant along with its entities', () => {
  let port: SandboxPort;
  let rig: TenantsRig;
  let tenantId: TenantId;

  beforeAll(async () => {
    const organization = { id: 'acme', name: 'acme', clientId: 'client', clientSecret: 'secret' };
    port = await startSandboxPort({ organizations: [organization] });
    rig = await TenantsRig.start(new PortCatalog(), { PORT_API_URL: port.url });
  });
  afterAll(async () => {
    await rig.stop();
    await port.close();
  });
  /** With two integrations. */
  beforeEach(async () => {
    const credentials = { region: 'eu', clientId: 'client', clientSecret: 'secret' } as const;
    tenantId = (await rig.get(RegisterTenant).run({ name: 'acme', port: credentials })).id;
    for (const identifier of ['one', 'two'])
      await rig.get(IntegrationStore).create(tenantId, {
        id: IntegrationId.parse(randomUUID()),
        identifier,
        accounts: { mode: 'single' },
        intervalMinutes: 60,
      });
  });

  const ask = async (entities: 'keep' | 'delete' = 'delete') =>
    (await rig.get(DeleteTenant).run(tenantId, entities)).state;
  const look = () => rig.get(FinishTenantDeletions).run();
  const removals = async () =>
    (await rig.get(ReadTenant).run(tenantId)).removals
      .map(({ integration, status }) => `${integration} ${status}`)
      .sort();
  const live = () => rig.get(OperationStore).waiting(10);
  /** Ends the removal that waits, as the scheduler does. */
  const end = async ({ kept, deleted }: { kept: number; deleted: number }) => {
    const operations = rig.get(OperationStore);
    const [waiting] = await live();
    const operationId = waiting?.operationId as OperationId;
    const held = await operations.claim(tenantId, operationId);
    const fence = { operationId, fence: held?.fence ?? '' };
    await operations.advance(tenantId, fence, { place: '', counts: { kept, deleted } });
    if (kept === 0) await rig.get(IntegrationStore).setState(tenantId, held?.integrationId as IntegrationId, 'deleted');
    await operations.finish(tenantId, fence, { state: kept === 0 ? 'completed' : 'partial', detail: null });
  };
  const dataKey = async () => (await rig.get(TenantStore).get(tenantId))?.dek;
  /** A tenant that stays would keep the organization from the next one. */
  const endWithout = async () => expect(await ask('keep')).toBe('deleted');

  it('removes what its integrations made, one after the other, and destroys the data key last', async () => {
    expect(await ask()).toBe('deleting');
    await look();
    expect([await removals(), (await live()).length]).toEqual([['one queued'], 1]);

    await end({ kept: 0, deleted: 3 });
    expect(await look()).toBe(0);
    expect([await removals(), await dataKey()]).toEqual([['one completed', 'two queued'], expect.any(Uint8Array)]);

    await end({ kept: 0, deleted: 0 });
    expect(await look()).toBe(1);
    expect([(await rig.get(ReadTenant).run(tenantId)).state, await dataKey()]).toEqual(['deleted', null]);
  });

  it('tries what Port kept again once something else has gone that may have related to it, and not for ever', async () => {
    await ask();
    await end({ kept: 2, deleted: 1 });
    await look();
    expect(await removals()).toEqual(['one partial', 'two queued']);
    await end({ kept: 0, deleted: 1 });
    await look();
    expect(await removals()).toEqual(['one queued', 'two completed']);
    await end({ kept: 2, deleted: 0 });
    await look();

    expect([await removals(), await live()]).toEqual([['one partial', 'two completed'], []]);
    await endWithout();
  });

  it('tries again when it is asked again', async () => {
    await ask();
    await end({ kept: 1, deleted: 0 });
    await look();
    await end({ kept: 1, deleted: 0 });
    await look();
    expect(await live()).toEqual([]);

    expect(await ask()).toBe('deleting');
    expect(await removals()).toEqual(['one queued', 'two partial']);
    await end({ kept: 0, deleted: 1 });
    await look();
    await end({ kept: 0, deleted: 1 });
    expect(await look()).toBe(1);
  });

  it('ends without them when that is asked instead', async () => {
    await ask();
    await endWithout();

    expect(await dataKey()).toBeNull();
  });
});
