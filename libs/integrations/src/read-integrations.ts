import { AccountStore, IntegrationStore, type AccountRow, type Page, type PageRequest } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { findIntegration, type Integration, integrationOf } from './integration.js';

@Injectable()
export class ReadIntegrations {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly accountRows: AccountStore,
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

  /** By AWS account id, those that left included. Throws NotFound. */
  async accounts(tenantId: TenantId, identifier: string, request: PageRequest): Promise<Page<AccountRow>> {
    const { id } = await this.get(tenantId, identifier);
    return this.accountRows.list(tenantId, id, request);
  }
}
