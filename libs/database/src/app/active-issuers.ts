import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';

/** The issuer a token is signed for. Asked for every token, so it goes past the ORM, whose transaction costs more than the signature. */
@Injectable()
export class ActiveIssuers {
  constructor(private readonly database: TenantDatabase) {}

  /** Undefined for a tenant that is not active: suspended, deleting, deleted or unknown. */
  async of(tenantId: TenantId): Promise<string | undefined> {
    const tenant = await this.database.transaction(tenantId, (transaction) =>
      transaction.first<{ issuerUrl: string }>(
        `select issuer_url as "issuerUrl" from app.tenant where id = $1 and state = 'active'`,
        [tenantId],
      ),
    );
    return tenant?.issuerUrl;
  }
}
