import type { IntegrationId, PortAccess, TenantId } from '@longshore/domain';

/** Makes the catalog ready for the first entities of an integration: default blueprints, the integration object. Bound by the worker. */
export abstract class CatalogPreparation {
  abstract prepare(
    tenantId: TenantId,
    integrationId: IntegrationId,
    access: PortAccess,
    signal: AbortSignal,
  ): Promise<void>;
}
