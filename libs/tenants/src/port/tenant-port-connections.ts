import { Injectable } from '@nestjs/common';
import { PortLinkStore } from '@longshore/database';
import { type IntegrationId, NotFound, type PortAccess, PortConnections, type TenantId } from '@longshore/domain';
import { Config } from '@longshore/platform';
import { datasource } from './datasource.js';
import { apiUrlOf } from './port-api-url.js';
import { PORT_PURPOSE, type PortRegion } from './port-credentials.js';
import { StoredPortCredentials } from './stored-port-credentials.js';

@Injectable()
export class TenantPortConnections extends PortConnections {
  constructor(
    private readonly links: PortLinkStore,
    private readonly credentials: StoredPortCredentials,
    private readonly config: Config,
  ) {
    super();
  }

  /**
   * Throws NotFound for an unknown or deleted tenant and an unknown integration. A deleted integration keeps its name in Port, under which
   * what was deleted along with it can be restored.
   */
  async open(tenantId: TenantId, integrationId: IntegrationId): Promise<PortAccess> {
    const { tenant, identifier, ciphertext } = await this.links.get(tenantId, integrationId, PORT_PURPOSE);
    if (!tenant || tenant.state === 'deleted') throw new NotFound('Tenant');
    if (identifier === null) throw new NotFound('Integration');
    const { clientId, clientSecret } = await this.credentials.open(tenantId, ciphertext);
    return {
      tenantId,
      baseUrl: apiUrlOf(this.config, tenant.portRegion as PortRegion),
      clientId,
      clientSecret: () => clientSecret,
      userAgent: datasource(identifier),
    };
  }
}
