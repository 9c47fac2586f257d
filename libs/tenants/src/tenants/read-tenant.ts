import { Injectable } from '@nestjs/common';
import { ApiKeyStore, OperationStore, TenantStore, type TenantRow } from '@longshore/database';
import { NotFound, type TenantId } from '@longshore/domain';
import { removalView, type TenantDetails, tenantView } from './tenant-view.js';

@Injectable()
export class ReadTenant {
  constructor(
    private readonly tenants: TenantStore,
    private readonly keys: ApiKeyStore,
    private readonly operations: OperationStore,
  ) {}

  /** Any tenant, tombstones included. Throws NotFound. */
  async run(tenantId: TenantId): Promise<TenantDetails> {
    const tenant = await this.tenants.get(tenantId);
    if (!tenant) throw new NotFound('Tenant');
    const removals = (await this.operations.removals(tenantId)).map(removalView);
    return { ...tenantView(tenant), apiKeys: await this.keys.list(tenantId), removals };
  }

  /** One that is neither being deleted nor deleted. Throws NotFound. */
  async live(tenantId: TenantId): Promise<TenantRow> {
    const tenant = await this.tenants.get(tenantId);
    if (!tenant || tenant.state === 'deleting' || tenant.state === 'deleted') throw new NotFound('Tenant');
    return tenant;
  }
}
