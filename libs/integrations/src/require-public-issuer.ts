import { TenantStore } from '@longshore/database';
import { NotFound, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { Deployment } from './deployment.js';
import { IssuerNotPublic } from './issuer-not-public.error.js';

/** Says early what AWS would say late: that it cannot use the tenant's issuer. A stand-in AWS takes any. */
@Injectable()
export class RequirePublicIssuer {
  constructor(
    private readonly tenants: TenantStore,
    private readonly deployment: Deployment,
  ) {}

  /** Throws IssuerNotPublic, or NotFound for an unknown tenant. */
  async run(tenantId: TenantId): Promise<void> {
    const tenant = await this.tenants.get(tenantId);
    if (!tenant) throw new NotFound('Tenant');
    if (this.deployment.isAwsReal && IssuerNotPublic.applies(tenant.issuerUrl)) {
      throw new IssuerNotPublic(tenant.issuerUrl);
    }
  }
}
