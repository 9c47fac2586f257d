import type { IntegrationId, JsonObject, TenantId } from '@longshore/domain';
import type { Integration } from '../generated/client.js';

export type IntegrationState = 'pending' | 'active' | 'paused' | 'deleting' | 'deleted';

export interface IntegrationRow {
  tenantId: TenantId;
  id: IntegrationId;
  identifier: string;
  state: IntegrationState;
  /** Which AWS accounts it reaches, as the API took it: `{mode: "single", roleArn}` and the like. */
  accounts: JsonObject;
  /** Null: no schedule. */
  intervalMinutes: number | null;
  /** When the scheduler opens the next sync; null: never by itself. */
  nextDueAt: Date | null;
  /** How many accounts may be synced at once. */
  cap: number;
  /** The mapping version that new syncs use; null before the first one is stored. */
  mappingNo: number | null;
  /** Raised after a restore from a backup: every entity is pushed again. */
  pushEpoch: number;
  settings: JsonObject;
  version: number;
  createdAt: Date;
  deletedAt: Date | null;
}

export interface NewIntegration {
  id: IntegrationId;
  identifier: string;
  accounts: JsonObject;
  intervalMinutes: number | null;
  cap?: number;
  settings?: JsonObject;
}

/** Absent members stay as they are. */
export interface IntegrationChange {
  accounts?: JsonObject;
  intervalMinutes?: number | null;
  nextDueAt?: Date | null;
  cap?: number;
  settings?: JsonObject;
}

export function integrationRow({ kindsDueAt: _, ...integration }: Integration): IntegrationRow {
  return {
    ...integration,
    tenantId: integration.tenantId as TenantId,
    id: integration.id as IntegrationId,
    state: integration.state as IntegrationState,
    accounts: integration.accounts as JsonObject,
    settings: integration.settings as JsonObject,
  };
}
