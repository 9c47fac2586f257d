import { Injectable } from '@nestjs/common';
import type { IntegrationId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';

export interface LedgerEntity {
  /** Pages continue after it. */
  id: string;
  blueprint: string;
  identifier: string;
  /** `absent`: no resource makes it any more and it waits for the second look. */
  state: 'confirmed' | 'pending' | 'failed' | 'absent';
  /** `retryAt`: when the next sync is due, of what it may well get through; RFC 3339. */
  failure: { code: string; detail: string | null; retryAt: string | null } | null;
  /** The resources that make it. */
  claims: { awsAccountId: string; region: string; kind: string; awsId: string; entry: string; mappingNo: number }[];
}

/** The ledger as its tenant reads it. */
@Injectable()
export class EntityLedger {
  constructor(private readonly database: TenantDatabase) {}

  async list(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: {
      limit: number;
      after?: string | undefined;
      blueprint?: string | undefined;
      identifier?: string | undefined;
    },
  ): Promise<LedgerEntity[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<LedgerEntity>(
        `select e.id::text as id, b.name as blueprint, e.identifier,
           case when f.entity_id is not null then 'failed' when made."isAbsent" then 'absent' when made."isPending" then 'pending' else 'confirmed' end as state,
           case when f.entity_id is not null then jsonb_build_object('code', f.code, 'detail', f.detail,
             'retryAt', to_char(f.retry_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as failure, made.claims
         from hot.entity e
         join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id
         join lateral (
           select bool_and(c.unmapped or r.absent_at is not null) as "isAbsent", bool_or(c.pushed_hash is null) as "isPending",
             jsonb_agg(jsonb_build_object('awsAccountId', a.aws_account_id, 'region', s.region, 'kind', s.kind, 'awsId', r.aws_id,
               'entry', c.entry, 'mappingNo', c.mapping_no) order by s.id, r.aws_id) as claims
           from hot.claim c join hot.scope s on s.tenant_id = c.tenant_id and s.id = c.scope_id
           join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
           join app.account a on a.tenant_id = s.tenant_id and a.id = s.account_id
           where c.tenant_id = e.tenant_id and c.entity_id = e.id and s.integration_id = $2) made on made.claims is not null
         left join hot.failure f on f.tenant_id = e.tenant_id and f.entity_id = e.id
         where e.tenant_id = $1 and ($3::bigint is null or e.id > $3) and ($4::text is null or b.name = $4) and ($5::text is null or e.identifier = $5)
         order by e.id limit $6`,
        [tenantId, integrationId, page.after ?? null, page.blueprint ?? null, page.identifier ?? null, page.limit],
      ),
    );
  }
}
