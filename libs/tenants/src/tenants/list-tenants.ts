import { Injectable } from '@nestjs/common';
import { type Page, type PageRequest, TenantStore } from '@longshore/database';
import { type TenantView, tenantView } from './tenant-view.js';

@Injectable()
export class ListTenants {
  constructor(private readonly tenants: TenantStore) {}

  /** By id, tombstones included. */
  async run(request: PageRequest = {}): Promise<Page<TenantView>> {
    const { rows, nextCursor } = await this.tenants.list(request);
    return { rows: rows.map(tenantView), nextCursor };
  }
}
