import { Catalog, PortConnections, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import type { Integration } from '../integration.js';
import { IntegrationSyncs } from '../integration-syncs.js';
import { carryOut, type Check } from './check.js';
import { CheckAccounts } from './check-accounts.js';

/** What a verification asks outside of our own database. */
@Injectable()
export class VerificationProbes {
  constructor(
    readonly accounts: CheckAccounts,
    readonly syncs: IntegrationSyncs,
    private readonly connections: PortConnections,
    private readonly catalog: Catalog,
  ) {}

  port(tenantId: TenantId, { id }: Integration): Promise<Check> {
    return carryOut('port-credentials', async () => {
      const organization = await this.catalog.organization(await this.connections.open(tenantId, id));
      return { isPassed: true, detail: `Port accepts the credentials of organization ${organization.name}.` };
    });
  }
}
