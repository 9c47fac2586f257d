import { Injectable } from '@nestjs/common';
import { ApiKeyStore, TenantStore, type TenantRow } from '@longshore/database';
import { NotFound, type TenantId } from '@longshore/domain';
import { type TenantDetails, tenantView } from './tenant-view.js';

@Injectable()
export class ReadTenant {
  constructor(
    private readonly tenants: TenantStore,
    private readonly keys: ApiKeyStore,
  ) {}

  /** Any tenant, tombstones included. Throws NotFound. */
  async run(tenantId: TenantId): Promise<TenantDetails> {
    const tenant = await this.tenants.get(tenantId);
    if (!tenant) throw new NotFound('Tenant');
    return { ...tenantView(tenant), apiKeys: await this.keys.list(tenantId) };
  }

  /** One that is neither being deleted nor deleted. Throws NotFound. */
  async live(tenantId: TenantId): Promise<TenantRow> {
    const tenant = await this.tenants.get(tenantId);
    if (!tenant || tenant.state === 'deleting' || tenant.state === 'deleted') throw new NotFound('Tenant');
    return tenant;
  }
}
