import { Injectable } from '@nestjs/common';
import { TenantStore } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { FinishTenantDeletions } from './finish-tenant-deletions.js';
import { type TenantView, tenantView } from './tenant-view.js';

/** What becomes of the tenant's entities in Port. */
export type EntitiesFate = 'keep' | 'delete';

@Injectable()
export class DeleteTenant {
  constructor(
    private readonly tenants: TenantStore,
    private readonly finish: FinishTenantDeletions,
  ) {}

  /**
   * From here on the tenant's keys and issuer are refused; its syncs are cancelled, and once none runs, and its entities are gone where they
   * are to go, its data key is destroyed. Repeating it tries what Port kept again, or ends without it. Throws NotFound for an unknown or
   * deleted tenant.
   */
  async run(tenantId: TenantId, entities: EntitiesFate = 'keep'): Promise<TenantView> {
    const deleting = await this.tenants.markDeleting(tenantId, entities);
    return tenantView((await this.finish.one(deleting)) ?? deleting);
  }
}
