import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { SwitchStore, type KillSwitches } from '@longshore/database';

const ALL_OFF: KillSwitches = { syncs: 'off', pushes: 'off', deletions: 'off' };

/** What may happen for a tenant now: the stricter of the installation's kill switches and its own. */
@Injectable()
export class EffectiveSwitches {
  constructor(private readonly switches: SwitchStore) {}

  async of(tenantId: TenantId): Promise<KillSwitches> {
    const { installation: all, tenant } = await this.switches.standing(tenantId);
    const own = tenant?.state === 'active' ? tenant : ALL_OFF;
    const deletions = [all.deletions, own.deletions];
    return {
      syncs: all.syncs === 'on' ? own.syncs : 'off',
      pushes: all.pushes === 'on' ? own.pushes : 'off',
      deletions: deletions.includes('off') ? 'off' : deletions.includes('hold') ? 'hold' : 'on',
    };
  }
}
