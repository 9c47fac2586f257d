import { NotFound, type IntegrationId, type TenantId } from '@longshore/domain';
import type { IntegrationRow, IntegrationState, IntegrationStore } from '@longshore/database';
import { IntegrationAccounts } from './accounts/integration-accounts.js';
import { IntegrationSettings } from './integration-settings.js';

/** One configured connection of AWS accounts to a tenant's Port organization. */
export interface Integration {
  id: IntegrationId;
  /** Its name inside the tenant. */
  identifier: string;
  state: IntegrationState;
  accounts: IntegrationAccounts;
  /** Null: it runs only when asked to. */
  intervalMinutes: number | null;
  nextDueAt: Date | null;
  settings: IntegrationSettings;
  mappingVersion: number | null;
  version: number;
  createdAt: Date;
}

export function integrationOf(row: IntegrationRow): Integration {
  return {
    id: row.id,
    identifier: row.identifier,
    state: row.state,
    accounts: IntegrationAccounts.parse(row.accounts),
    intervalMinutes: row.intervalMinutes,
    nextDueAt: row.nextDueAt,
    settings: IntegrationSettings.parse(row.settings),
    mappingVersion: row.mappingNo,
    version: row.version,
    createdAt: row.createdAt,
  };
}

/** The tenant's live integration of that name. Throws NotFound. */
export async function findIntegration(
  store: IntegrationStore,
  tenantId: TenantId,
  identifier: string,
): Promise<Integration> {
  const row = await store.getByIdentifier(tenantId, identifier);
  if (!row) throw new NotFound(`Integration ${identifier}`);
  return integrationOf(row);
}
