import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { SettingStore, TenantStore, type KillSwitches } from '@longshore/database';

/** What may happen for a tenant now: the stricter of the installation's kill switches and its own. */
@Injectable()
export class EffectiveSwitches {
  constructor(
    private readonly tenants: TenantStore,
    private readonly settings: SettingStore,
  ) {}

  async of(tenantId: TenantId): Promise<KillSwitches> {
    const [all, tenant] = await Promise.all([this.settings.killSwitches(), this.tenants.get(tenantId)]);
    const own: KillSwitches =
      tenant?.state === 'active' ? tenant.switches : { syncs: 'off', pushes: 'off', deletions: 'off' };
    const deletions = [all.deletions, own.deletions];
    return {
      syncs: all.syncs === 'on' ? own.syncs : 'off',
      pushes: all.pushes === 'on' ? own.pushes : 'off',
      deletions: deletions.includes('off') ? 'off' : deletions.includes('hold') ? 'hold' : 'on',
    };
  }
}
