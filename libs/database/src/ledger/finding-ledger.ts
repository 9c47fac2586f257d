import { Injectable } from '@nestjs/common';
import type { IntegrationId, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { holdFence, type Fence } from './fence.js';
import { columns, type ScopeKey } from './page-intent.js';

/** The entity that Port found for a search which an entry made of a resource. */
export interface Finding {
  scope: ScopeKey;
  key: Buffer;
  entry: string;
  blueprint: string;
  identifier: string;
}

/** A finding as its tenant reads it. */
export interface FoundEntity {
  blueprint: string;
  identifier: string;
  awsAccountId: string;
  region: string;
  kind: string;
  awsId: string;
  entry: string;
  mappingNo: number;
  foundAt: Date;
}

/** Entities that resources write to and did not make. They are nobody's to delete, so no rule of deletion reads this. */
@Injectable()
export class FindingLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** In place of what the same resources found in earlier syncs. A resource that has left the ledger meanwhile is passed over. */
  async record(
    tenantId: TenantId,
    fence: Fence,
    { syncId, mappingNo }: { syncId: SyncId; mappingNo: number },
    findings: Finding[],
  ): Promise<void> {
    if (findings.length === 0) return;
    const rows = findings.map(({ scope, ...finding }) => ({ ...scope, ...finding }));
    const places = columns(rows, ['accountId', 'region', 'kind', 'key']);
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      await transaction.count(
        `delete from hot.finding f using unnest($3::uuid[], $4::text[], $5::text[], $6::bytea[]) as v (account_id, region, kind, key)
         join hot.scope s on s.tenant_id = $1 and s.account_id = v.account_id and s.region = v.region and s.kind = v.kind
         where f.tenant_id = $1 and f.scope_id = s.id and f.key = v.key and f.sync_id <> $2`,
        [tenantId, syncId, ...places],
      );
      await transaction.count(
        `insert into hot.finding as f (tenant_id, scope_id, key, entry, blueprint, identifier, mapping_no, sync_id)
         select distinct on (r.scope_id, r.key, v.entry, v.blueprint, v.identifier) $1::uuid, r.scope_id, r.key, v.entry, v.blueprint, v.identifier, $3::int, $2::uuid
         from unnest($4::uuid[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::text[], $10::text[]) as v (account_id, region, kind, key, entry, blueprint, identifier)
         join hot.scope s on s.tenant_id = $1 and s.account_id = v.account_id and s.region = v.region and s.kind = v.kind
         join hot.resource r on r.tenant_id = s.tenant_id and r.scope_id = s.id and r.key = v.key
         on conflict (tenant_id, scope_id, key, entry, blueprint, identifier) do update
           set mapping_no = excluded.mapping_no, sync_id = excluded.sync_id, found_at = now()`,
        [tenantId, syncId, mappingNo, ...places, ...columns(rows, ['entry', 'blueprint', 'identifier'])],
      );
    });
  }

  /** By blueprint and identifier, then by resource. */
  async list(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: { limit: number; offset: number; blueprint?: string | undefined; identifier?: string | undefined },
  ): Promise<FoundEntity[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<FoundEntity>(
        `select f.blueprint, f.identifier, a.aws_account_id as "awsAccountId", s.region, s.kind, r.aws_id as "awsId", f.entry,
           f.mapping_no as "mappingNo", f.found_at as "foundAt"
         from hot.scope s join hot.finding f on f.tenant_id = s.tenant_id and f.scope_id = s.id
         join hot.resource r on r.tenant_id = f.tenant_id and r.scope_id = f.scope_id and r.key = f.key
         join app.account a on a.tenant_id = s.tenant_id and a.id = s.account_id
         where s.tenant_id = $1 and s.integration_id = $2 and ($3::text is null or f.blueprint = $3) and ($4::text is null or f.identifier = $4)
         order by f.blueprint, f.identifier, s.id, r.aws_id, f.entry offset $5 limit $6`,
        [tenantId, integrationId, page.blueprint ?? null, page.identifier ?? null, page.offset, page.limit],
      ),
    );
  }
}
