import { Injectable } from '@nestjs/common';
import type { IntegrationId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { decisionOn } from './dead-claims.js';
import { IS_ORPHANED } from './orphaned.js';

/** A resource that makes an entity, or made it. */
export interface ExplainedClaim {
  accountId: string;
  region: string;
  kind: string;
  awsId: string;
  entry: string;
  mappingVersion: number;
  /** orphaned: its listing has vanished. absent: complete walks miss it. unmapped: it is there, and no entry makes the entity of it. */
  state: 'present' | 'absent' | 'unmapped' | 'orphaned';
  /** When a complete walk missed it first. */
  absentSince: Date | null;
  /** The last complete walk over its listing; null before the first. */
  lastWalkedAt: Date | null;
  /** Whether Port has confirmed the entity as this resource makes it. */
  isConfirmed: boolean;
}

export interface ExplainedEntity {
  claims: ExplainedClaim[];
  failure: { code: string; detail: string | null; attempts: number; retryAt: Date | null } | null;
  /** approved: through every listing that makes it. rejected: through one. */
  decision: 'approved' | 'rejected' | null;
}

/** What the ledger says of one entity. */
@Injectable()
export class ExplanationLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** Undefined where no resource of the integration makes such an entity, or did. */
  async entity(
    tenantId: TenantId,
    integrationId: IntegrationId,
    { blueprint, identifier }: { blueprint: string; identifier: string },
  ): Promise<ExplainedEntity | undefined> {
    return this.database.transaction(tenantId, async (transaction) => {
      const entity = await transaction.first<{ id: string }>(
        `select e.id::text as id from hot.entity e join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id
         where e.tenant_id = $1 and b.name = $2 and e.identifier = $3`,
        [tenantId, blueprint, identifier],
      );
      if (!entity) return undefined;
      const claims = await transaction.rows<ExplainedClaim>(
        `select a.aws_account_id as "accountId", s.region, s.kind, r.aws_id as "awsId", c.entry, c.mapping_no as "mappingVersion",
           case when ${IS_ORPHANED} then 'orphaned' when r.absent_at is not null then 'absent' when c.unmapped then 'unmapped' else 'present' end as state,
           r.absent_at as "absentSince", s.completed_at as "lastWalkedAt", c.pushed_hash is not null as "isConfirmed"
         from hot.claim c join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
         join hot.scope s on s.tenant_id = c.tenant_id and s.id = c.scope_id join app.account a on a.tenant_id = s.tenant_id and a.id = s.account_id
         where c.tenant_id = $1 and c.entity_id = $2 and s.integration_id = $3 order by s.id, r.aws_id, c.entry limit 100`,
        [tenantId, entity.id, integrationId],
      );
      if (claims.length === 0) return undefined;
      const failure = await transaction.first<NonNullable<ExplainedEntity['failure']>>(
        `select code, detail, attempts, retry_at as "retryAt" from hot.failure where tenant_id = $1 and entity_id = $2`,
        [tenantId, entity.id],
      );
      const decided = await transaction.first<{ decision: ExplainedEntity['decision'] }>(
        `select case when bool_or(m.decision = 'rejected') then 'rejected' when bool_and(coalesce(m.decision = 'approved', false)) then 'approved' end as decision
         from (select ${decisionOn('$2::bigint', 's.scope_id')} as decision
           from (select distinct c.scope_id from hot.claim c where c.tenant_id = $1 and c.entity_id = $2::bigint) s) m`,
        [tenantId, entity.id],
      );
      return { claims, failure: failure ?? null, decision: decided?.decision ?? null };
    });
  }
}
