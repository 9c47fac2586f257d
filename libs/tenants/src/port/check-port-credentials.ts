import { Injectable } from '@nestjs/common';
import { Catalog, type TenantId } from '@longshore/domain';
import { Config } from '@longshore/platform';
import { datasource } from './datasource.js';
import { apiUrlOf } from './port-api-url.js';
import type { PortCredentials } from './port-credentials.js';

/** Asks Port whose credentials they are. */
@Injectable()
export class CheckPortCredentials {
  constructor(
    private readonly catalog: Catalog,
    private readonly config: Config,
  ) {}

  /** The Port organization. Throws PortCredentialsRejected, PortUnreachable or PortRejected. */
  async run(tenantId: TenantId, credentials: PortCredentials): Promise<{ id: string; name: string }> {
    return this.catalog.organization({
      tenantId,
      baseUrl: apiUrlOf(this.config, credentials.region),
      clientId: credentials.clientId,
      clientSecret: () => credentials.clientSecret,
      userAgent: datasource('registration'),
    });
  }
}
