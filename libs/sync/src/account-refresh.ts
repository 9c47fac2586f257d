import type { IntegrationId, TenantId } from '@longshore/domain';

/** Brings the accounts of an integration up to date before a sync of it opens. The process binds it to the use case of the integrations. */
export abstract class AccountRefresh {
  /** Sentences for the tenant about what could not be read. What AWS refuses is no error: the accounts stay as they are. */
  abstract run(tenantId: TenantId, integrationId: IntegrationId): Promise<string[]>;
}
