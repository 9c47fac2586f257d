import {
  AccountStore,
  IntegrationStore,
  OrganizationStore,
  type AccountRow,
  type Page,
  type PageRequest,
} from '@longshore/database';
import { NotFound, type AccountState, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { type OrganizationTree, organizationTree } from './accounts/organization-tree.js';
import { findIntegration, type Integration, integrationOf } from './integration.js';

@Injectable()
export class ReadIntegrations {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly accountRows: AccountStore,
    private readonly organizations: OrganizationStore,
  ) {}

  /** Throws NotFound. */
  get(tenantId: TenantId, identifier: string): Promise<Integration> {
    return findIntegration(this.integrations, tenantId, identifier);
  }

  /** By identifier. */
  async list(tenantId: TenantId, request: PageRequest): Promise<Page<Integration>> {
    const { rows, nextCursor } = await this.integrations.list(tenantId, request);
    return { rows: rows.map(integrationOf), nextCursor };
  }

  /** By AWS account id, of one state or of all. Throws NotFound. */
  async accounts(
    tenantId: TenantId,
    identifier: string,
    request: PageRequest & { state?: AccountState | undefined },
  ): Promise<Page<AccountRow>> {
    const { id } = await this.get(tenantId, identifier);
    return this.accountRows.list(tenantId, id, request);
  }

  /** As it was last read. Throws NotFound, also for an integration that names its accounts itself. */
  async organization(tenantId: TenantId, identifier: string): Promise<OrganizationTree> {
    const { id, accounts } = await this.get(tenantId, identifier);
    if (accounts.mode !== 'organization') throw new NotFound(`An organization of the integration ${identifier}`);
    const [organization, rows] = await Promise.all([
      this.organizations.get(tenantId, id),
      this.accountRows.all(tenantId, id),
    ]);
    return organizationTree(organization, rows);
  }
}
