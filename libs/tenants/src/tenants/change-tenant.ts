import { Injectable } from '@nestjs/common';
import { type KillSwitches, type TenantRow, TenantStore } from '@longshore/database';
import { InvalidInput, type TenantId } from '@longshore/domain';
import { CheckPortCredentials } from '../port/check-port-credentials.js';
import type { PortCredentials } from '../port/port-credentials.js';
import { StoredPortCredentials } from '../port/stored-port-credentials.js';
import { ReadTenant } from './read-tenant.js';
import { type TenantView, tenantView } from './tenant-view.js';

/** Absent members stay as they are. */
export interface TenantPatch {
  name?: string;
  switches?: Partial<KillSwitches>;
  /** New credentials of the same Port organization. */
  port?: PortCredentials;
}

@Injectable()
export class ChangeTenant {
  constructor(
    private readonly tenants: TenantStore,
    private readonly readTenant: ReadTenant,
    private readonly checkPort: CheckPortCredentials,
    private readonly credentials: StoredPortCredentials,
  ) {}

  /**
   * Throws NotFound, VersionMismatch when `expectedVersion` has passed, InvalidInput for another Port organization, and
   * what CheckPortCredentials throws; nothing is changed then.
   */
  async run(tenantId: TenantId, { port, ...change }: TenantPatch, expectedVersion?: number): Promise<TenantView> {
    const tenant = await this.readTenant.live(tenantId);
    if (port) await this.checkSameOrganization(tenant, port);
    const changed = await this.tenants.update(tenantId, change, expectedVersion);
    if (port) await this.credentials.put(tenantId, port);
    return tenantView(changed);
  }

  private async checkSameOrganization(tenant: TenantRow, port: PortCredentials): Promise<void> {
    if (port.region !== tenant.portRegion) {
      const detail = `the tenant's Port organization is in region ${tenant.portRegion}; register another tenant to use another organization`;
      throw new InvalidInput([{ pointer: '/port/region', detail }]);
    }
    const { id } = await this.checkPort.run(tenant.id, port);
    if (id === tenant.portOrgId) return;
    const detail = `the credentials belong to the Port organization ${id}, the tenant to ${tenant.portOrgId}; register another tenant to use another organization`;
    throw new InvalidInput([{ pointer: '/port', detail }]);
  }
}
