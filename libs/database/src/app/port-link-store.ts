import { Injectable } from '@nestjs/common';
import type { IntegrationId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { TenantState } from './tenant-row.js';

/** What is known of a tenant's Port, for one of its integrations; each part is null where there is none. */
export interface PortLink {
  tenant: { state: TenantState; portRegion: string } | null;
  /** The integration's, deleted ones included. */
  identifier: string | null;
  /** The current secret of the purpose, sealed with the tenant's data key. */
  ciphertext: Uint8Array | null;
}

/** Port's place and credentials, as every account sync opens them: in one round trip. */
@Injectable()
export class PortLinkStore {
  constructor(private readonly database: TenantDatabase) {}

  async get(tenantId: TenantId, integrationId: IntegrationId, purpose: string): Promise<PortLink> {
    const [tenants, integrations, secrets] = await this.database.together(tenantId, [
      { text: 'select state, port_region as "portRegion" from app.tenant where id = $1', values: [tenantId] },
      {
        text: 'select identifier from app.integration where tenant_id = $1 and id = $2',
        values: [tenantId, integrationId],
      },
      {
        text: `select ciphertext from app.secret where tenant_id = $1 and purpose = $2 and retired_at is null
          order by version desc limit 1`,
        values: [tenantId, purpose],
      },
    ]);
    const [tenant = null] = tenants?.rows as NonNullable<PortLink['tenant']>[];
    const [integration] = integrations?.rows as { identifier: string }[];
    const [secret] = secrets?.rows as { ciphertext: Uint8Array }[];
    return { tenant, identifier: integration?.identifier ?? null, ciphertext: secret?.ciphertext ?? null };
  }
}
