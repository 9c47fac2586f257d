import type { IntegrationId, SyncId, TenantId } from '@longshore/domain';

/** What connecting and disconnecting asks of syncs. The process binds it to the use cases of the sync feature. */
export abstract class IntegrationSyncs {
  /** Opens a sync as a verification does; null when one is open already or syncs are switched off. */
  abstract openFirst(tenantId: TenantId, identifier: string): Promise<SyncId | null>;

  /** Cancels what is queued or running. */
  abstract cancel(tenantId: TenantId, integrationId: IntegrationId): Promise<void>;

  /** Has all that an integration made deleted, and the integration with it once that is done. It has to be `deleting`. */
  abstract deleteEntities(tenantId: TenantId, integrationId: IntegrationId, actor: string): Promise<void>;
}
