import { Injectable } from '@nestjs/common';
import { TenantStore } from '@longshore/database';
import { InvalidInput, type TenantId } from '@longshore/domain';
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
   * From here on the tenant's keys and issuer are refused; its syncs are cancelled, and once none runs its data key is
   * destroyed. Repeating it is fine. Throws NotFound for an unknown or deleted tenant.
   */
  async run(tenantId: TenantId, entities: EntitiesFate = 'keep'): Promise<TenantView> {
    if (entities === 'delete') {
      const detail = 'delete the integrations of the tenant with entities=delete first; once they are gone, use keep';
      throw new InvalidInput([{ pointer: '/entities', detail }]);
    }
    const deleting = await this.tenants.markDeleting(tenantId);
    return tenantView((await this.finish.one(tenantId)) ?? deleting);
  }
}
