import { randomUUID } from 'node:crypto';
import { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LedgerFixture } from '../testing/ledger-fixture.js';
import { ALL_ON } from './kill-switches.js';
import { SettingStore } from './setting-store.js';
import { SwitchStore } from './switch-store.js';
import { TenantStore } from './tenant-store.js';

describe('the switches that stand over a tenant', () => {
  let fixture: LedgerFixture;
  let switches: SwitchStore;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    switches = new SwitchStore(fixture.database);
  });
  afterAll(() => fixture.close());

  it("are the installation's, its own, and whether it is active", async () => {
    const { tenants, system } = fixture.stores;
    const [tenantId, stranger] = [await fixture.stores.tenant(), await fixture.stores.tenant()];
    await new SettingStore(tenants, system).setKillSwitches({ deletions: 'hold' });
    await new TenantStore(tenants, system).update(tenantId, { state: 'suspended', switches: { pushes: 'off' } });
    const installation = { ...ALL_ON, deletions: 'hold' };

    expect([await switches.standing(tenantId), await switches.standing(stranger)]).toEqual([
      { installation, tenant: { ...ALL_ON, pushes: 'off', state: 'suspended' } },
      { installation, tenant: { ...ALL_ON, state: 'active' } },
    ]);
  });

  it('tell of a tenant that does not exist', async () => {
    expect((await switches.standing(TenantId.parse(randomUUID()))).tenant).toBeNull();
  });
});
