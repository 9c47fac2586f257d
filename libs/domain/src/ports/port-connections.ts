import type { IntegrationId, TenantId } from '../ids.js';
import type { PortAccess } from './catalog.js';

/** Opens a tenant's Port access for one integration: decrypts the credentials and builds the datasource. */
export abstract class PortConnections {
  abstract open(tenantId: TenantId, integrationId: IntegrationId): Promise<PortAccess>;
}
