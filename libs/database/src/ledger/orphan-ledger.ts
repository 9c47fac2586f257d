import { Injectable } from '@nestjs/common';
import type { IntegrationId, JsonObject, OperationId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { DeletionCandidate } from './dead-claims.js';
import { entitiesLocked } from './entity-locks.js';
import { holdWriter, type OperationFence } from './fence.js';
import { IS_GONE, IS_ORPHANED, isReleasedTo } from './orphaned.js';

/** A listing that vanished, with what it still holds in Port. */
export interface OrphanedScope {
  accountId: string;
  region: string;
  kind: string;
  entities: number;
  orphanedAt: Date | null;
}

/** A prune that somebody asked for, who was told how many entities it deletes. */
export interface Prune {
  id: OperationId;
  integrationId: IntegrationId;
  filter: OrphanFilter;
  confirmed: number;
  actor: string;
}

/** Absent members restrict nothing. */
export interface OrphanFilter {
  accountIds?: string[] | undefined;
  regions?: string[] | undefined;
  kinds?: string[] | undefined;
  /** Only of accounts that are gone for good. */
  isGone?: true | undefined;
}

export interface ReleasedEntity extends DeletionCandidate {
  evidence: JsonObject;
}

const FILTERED = `s.tenant_id = $1 and s.integration_id = $2 and ($3::text[] is null or a.aws_account_id = any($3))
  and ($4::text[] is null or s.region = any($4)) and ($5::text[] is null or s.kind = any($5))
  and ($6::boolean is null or ${IS_GONE})`;
const SCOPES = `hot.scope s join app.account a on a.tenant_id = s.tenant_id and a.id = s.account_id`;

const ORPHANED = `select a.aws_account_id as "accountId", s.region, s.kind, coalesce(s.orphaned_at, a.state_since) as "orphanedAt", s.id,
    (select count(distinct c.entity_id)::int from hot.claim c where c.tenant_id = s.tenant_id and c.scope_id = s.id) as entities
  from ${SCOPES} where ${FILTERED} and ${IS_ORPHANED}`;

/** What an operation may take along: what vanished listings hold, or all that an integration made. */
@Injectable()
export class OrphanLedger {
  constructor(private readonly database: TenantDatabase) {}

  async orphaned(tenantId: TenantId, integrationId: IntegrationId, filter: OrphanFilter): Promise<OrphanedScope[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<OrphanedScope>(
        `select o."accountId", o.region, o.kind, sum(o.entities)::int as entities, min(o."orphanedAt") as "orphanedAt"
         from (${ORPHANED}) o group by 1, 2, 3 order by 1, 2, 3`,
        valuesOf(tenantId, integrationId, filter),
      ),
    );
  }

  /**
   * Opens the prune of what vanished listings hold, and hands it those listings for good: it takes no other along. False, and nothing
   * changes, when they do not hold as many entities as were confirmed.
   */
  async openPrune(tenantId: TenantId, { id, integrationId, filter, confirmed, actor }: Prune): Promise<boolean> {
    return this.database.transaction(tenantId, async (transaction) => {
      const values = valuesOf(tenantId, integrationId, filter);
      const scopes = await transaction.rows<{ id: string; entities: number }>(
        `select o.id::text as id, o.entities from (${ORPHANED} order by s.id for update of s) o`,
        values,
      );
      if (scopes.reduce((total, { entities }) => total + entities, 0) !== confirmed) return false;
      const target = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      await transaction.count(
        `insert into app.operation (tenant_id, id, integration_id, type, target, actor) values ($1, $2, $3, 'prune', $4, $5)`,
        [tenantId, id, integrationId, target, actor],
      );
      await transaction.count(`update hot.scope set released_by = $3 where tenant_id = $1 and id = any($2::bigint[])`, [
        tenantId,
        scopes.map((scope) => scope.id),
        id,
      ]);
      return true;
    });
  }

  /** Hands listings over to an operation that nobody confirmed a number for: of accounts that are gone, or all of an integration that is being deleted. */
  async releaseTo(
    tenantId: TenantId,
    fence: OperationFence,
    integrationId: IntegrationId,
    which: OrphanFilter | 'all',
  ): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdWriter(transaction, fence);
      const where = `${FILTERED} and ${which === 'all' ? 'true' : IS_ORPHANED}`;
      await transaction.count(
        `update hot.scope o set released_by = $7 from ${SCOPES} where o.tenant_id = $1 and o.id = s.id and ${where}`,
        [...valuesOf(tenantId, integrationId, which === 'all' ? {} : which), fence.operationId],
      );
    });
  }

  /** What these listings made, the last made first: it points at what was made before. In pages; `before`: the last one of the page before. */
  async released(
    tenantId: TenantId,
    operationId: OperationId,
    page: { reason: 'orphaned' | 'removed'; before: string | null; limit: number },
  ): Promise<ReleasedEntity[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<ReleasedEntity>(
        `select e.id::text as "entityId", b.name as blueprint, e.identifier, min(r.aws_id) as "awsId", $5 as reason, null as "holdId",
           jsonb_build_object('operation', $2::text, 'kind', min(s.kind), 'region', min(s.region), 'account', min(a.aws_account_id))
             || jsonb_strip_nulls(jsonb_build_object('goneSince', min(a.gone_since))) as evidence
         from ${SCOPES} join hot.claim c on c.tenant_id = s.tenant_id and c.scope_id = s.id
         join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
         join hot.entity e on e.tenant_id = c.tenant_id and e.id = c.entity_id
         join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id
         where s.tenant_id = $1 and s.released_by = $2::uuid and ($3::bigint is null or e.id < $3)
         group by e.id, b.name, e.identifier order by e.id desc limit $4`,
        [tenantId, operationId, page.before, page.limit, page.reason],
      ),
    );
  }

  /** Lets go of claims whose entity somebody else makes as well, and forgets listings that hold nothing any more. */
  async forget(tenantId: TenantId, fence: OperationFence): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdWriter(transaction, fence);
      const own = `exists (select from hot.scope s join app.account a on a.tenant_id = s.tenant_id and a.id = s.account_id
        join app.integration i on i.tenant_id = s.tenant_id and i.id = s.integration_id
        where s.tenant_id = $1 and ${isReleasedTo('$2')} and s.id =`;
      const values = [tenantId, fence.operationId];
      await transaction.run(entitiesLocked(`c.tenant_id = $1 and ${own} c.scope_id)`, values));
      await transaction.count(
        `delete from hot.claim c where c.tenant_id = $1 and ${own} c.scope_id) and exists (
           select from hot.claim o join hot.scope h on h.tenant_id = o.tenant_id and h.id = o.scope_id
           where o.tenant_id = $1 and o.entity_id = c.entity_id and h.released_by is distinct from $2)`,
        values,
      );
      await transaction.count(
        `delete from hot.resource r where r.tenant_id = $1 and ${own} r.scope_id)
           and not exists (select from hot.claim c where c.tenant_id = $1 and c.scope_id = r.scope_id and c.key = r.key)`,
        values,
      );
      await transaction.count(
        `delete from hot.scope s where s.tenant_id = $1 and s.released_by = $2
           and not exists (select from hot.resource r where r.tenant_id = $1 and r.scope_id = s.id)`,
        values,
      );
    });
  }
}

function valuesOf(tenantId: TenantId, integrationId: IntegrationId, filter: OrphanFilter): unknown[] {
  return [
    tenantId,
    integrationId,
    filter.accountIds ?? null,
    filter.regions ?? null,
    filter.kinds ?? null,
    filter.isGone ?? null,
  ];
}
