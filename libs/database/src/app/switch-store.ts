import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { ALL_ON, type KillSwitches } from './kill-switches.js';
import type { TenantState } from './tenant-row.js';

/** Every switch that stands over a tenant. */
export interface StandingSwitches {
  installation: KillSwitches;
  /** Null: there is no such tenant. */
  tenant: (KillSwitches & { state: TenantState }) | null;
}

/** Kill switches as whoever works for a tenant asks for them, again and again: in one round trip. */
@Injectable()
export class SwitchStore {
  constructor(private readonly database: TenantDatabase) {}

  async standing(tenantId: TenantId): Promise<StandingSwitches> {
    const [settings, tenants] = await this.database.together(tenantId, [
      { text: 'select key, value from app.setting where key = any($1)', values: [Object.keys(ALL_ON)] },
      { text: 'select state, syncs, pushes, deletions from app.tenant where id = $1', values: [tenantId] },
    ]);
    const switched = settings?.rows as { key: keyof KillSwitches; value: string }[];
    const [tenant = null] = tenants?.rows as NonNullable<StandingSwitches['tenant']>[];
    return {
      installation: { ...ALL_ON, ...Object.fromEntries(switched.map(({ key, value }) => [key, value])) },
      tenant,
    };
  }
}
