import type { JsonObject, TenantId } from '@longshore/domain';
import type { Tenant } from '../generated/client.js';
import type { KillSwitches } from './kill-switches.js';

export type TenantState = 'active' | 'suspended' | 'deleting' | 'deleted';

export interface TenantRow {
  id: TenantId;
  name: string;
  state: TenantState;
  /** Fixed when the tenant is created: customers' trust policies pin it. */
  issuerUrl: string;
  portRegion: string;
  portOrgId: string;
  /** The tenant's data key, wrapped by the key encryption key `dekKek`; null once destroyed. */
  dek: Uint8Array | null;
  dekKek: string | null;
  switches: KillSwitches;
  settings: JsonObject;
  version: number;
  createdAt: Date;
  deletedAt: Date | null;
  /** When somebody last asked for its entities to be deleted along with it; null: they stay in Port. */
  removalAskedAt: Date | null;
}

export interface NewTenant {
  /** Random, made by the caller: issuer and data key need it before the row exists. */
  id: TenantId;
  name: string;
  issuerUrl: string;
  portRegion: string;
  portOrgId: string;
  dek: Uint8Array;
  dekKek: string;
  settings?: JsonObject;
}

/** Absent members stay as they are. */
export interface TenantChange {
  name?: string;
  state?: 'active' | 'suspended';
  switches?: Partial<KillSwitches>;
  settings?: JsonObject;
}

export function tenantRow({ syncs, pushes, deletions, ...tenant }: Tenant): TenantRow {
  return {
    ...tenant,
    id: tenant.id as TenantId,
    state: tenant.state as TenantState,
    switches: { syncs, pushes, deletions } as KillSwitches,
    settings: tenant.settings as JsonObject,
  };
}
