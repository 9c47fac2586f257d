import { Injectable } from '@nestjs/common';
import type { IntegrationId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';

/** Which examples of a kind Port has been sent last. */
@Injectable()
export class ExampleStore {
  constructor(private readonly database: TenantDatabase) {}

  /** By kind, as the mapping names it. */
  async sent(tenantId: TenantId, integrationId: IntegrationId): Promise<Map<string, Buffer>> {
    const rows = await this.database.transaction(tenantId, (transaction) =>
      transaction.rows<{ kind: string; version: Buffer }>(
        `select kind, version from hot.sent_example where tenant_id = $1 and integration_id = $2`,
        [tenantId, integrationId],
      ),
    );
    return new Map(rows.map(({ kind, version }) => [kind, version]));
  }

  async record(tenantId: TenantId, integrationId: IntegrationId, kind: string, version: Buffer): Promise<void> {
    await this.database.transaction(tenantId, (transaction) =>
      transaction.count(
        `insert into hot.sent_example (tenant_id, integration_id, kind, version) values ($1, $2, $3, $4)
         on conflict (tenant_id, integration_id, kind) do update set version = excluded.version, at = now()`,
        [tenantId, integrationId, kind, version],
      ),
    );
  }
}
