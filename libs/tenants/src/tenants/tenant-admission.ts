import { Injectable } from '@nestjs/common';
import { type TenantRow, TenantStore } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { Config, EncryptionKey, createDataKey, wrapDataKey } from '@longshore/platform';

/** Gives a new tenant what it keeps for good: its issuer and its data key. */
@Injectable()
export class TenantAdmission {
  constructor(
    private readonly tenants: TenantStore,
    private readonly config: Config,
    private readonly encryptionKey: EncryptionKey,
  ) {}

  /** Throws PortOrganizationTaken. */
  admit(tenant: { id: TenantId; name: string; portRegion: string; portOrgId: string }): Promise<TenantRow> {
    return this.tenants.create({
      ...tenant,
      issuerUrl: `${this.config.publicUrl}/t/${tenant.id}`,
      dek: wrapDataKey(this.encryptionKey, tenant.id, createDataKey()),
      dekKek: this.encryptionKey.name,
    });
  }

  /** Takes an admission back: half a tenant would hold its Port organization for ever. */
  async withdraw(tenantId: TenantId): Promise<void> {
    await this.tenants.markDeleting(tenantId);
    await this.tenants.markDeleted(tenantId);
  }
}
