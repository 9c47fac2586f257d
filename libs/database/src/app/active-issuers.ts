import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';

/** The issuer a token is signed for. Asked for every token, so it goes past the ORM, in one round trip: three cost as much as the signature. */
@Injectable()
export class ActiveIssuers {
  constructor(private readonly database: TenantDatabase) {}

  /** Undefined for a tenant that is not active: suspended, deleting, deleted or unknown. */
  async of(tenantId: TenantId): Promise<string | undefined> {
    const text = `select issuer_url as "issuerUrl" from app.tenant where id = $1 and state = 'active'`;
    const [found] = await this.database.together(tenantId, [{ text, values: [tenantId] }]);
    const [tenant] = found?.rows as { issuerUrl: string }[];
    return tenant?.issuerUrl;
  }
}
