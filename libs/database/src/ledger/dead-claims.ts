import type { TenantId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';

/** An entity whose every claim is dead. */
export interface DeletionCandidate {
  entityId: string;
  blueprint: string;
  identifier: string;
  awsId: string;
  reason: 'gone' | 'unmapped';
}

/** Claims `c` as candidates: what Port has to delete, named. */
const CANDIDATES = `
  select c.entity_id::text as "entityId", b.name as blueprint, e.identifier, min(r.aws_id) as "awsId",
    case when bool_or(not c.unmapped) then 'gone' else 'unmapped' end as reason
  from hot.claim c join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
  join hot.entity e on e.tenant_id = c.tenant_id and e.id = c.entity_id
  join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id`;

/**
 * Drops the claims of resources that are gone while their entity lives on through another claim, forgets resources without claims,
 * and returns the entities that have no other. A claim that is dead in another scope counts as alive: only its own scope settles it.
 */
export async function buryAbsent(
  transaction: Transaction,
  tenantId: TenantId,
  scopeId: string,
  gone: Buffer[],
): Promise<DeletionCandidate[]> {
  const dead = `c.tenant_id = $1 and c.scope_id = $2 and c.key in (
    select d.key from hot.resource d where d.tenant_id = $1 and d.scope_id = $2 and d.key = any($3::bytea[]) and d.absent_at is not null)`;
  const values = [tenantId, scopeId, gone];
  await transaction.count(
    `delete from hot.claim c where ${dead} and exists (
       select from hot.claim o where o.tenant_id = c.tenant_id and o.entity_id = c.entity_id
         and not (o.scope_id = $2 and (o.unmapped or o.key = any($3))))`,
    values,
  );
  await transaction.count(
    `delete from hot.resource r where r.tenant_id = $1 and r.scope_id = $2 and r.key = any($3) and r.absent_at is not null
       and not exists (select from hot.claim c where c.tenant_id = r.tenant_id and c.scope_id = r.scope_id and c.key = r.key)`,
    values,
  );
  return transaction.rows<DeletionCandidate>(
    `${CANDIDATES} where ${dead} group by c.entity_id, b.name, e.identifier order by b.name, e.identifier`,
    values,
  );
}

/** The same for claims that no entry makes any more although their resource is there. */
export async function buryUnmapped(
  transaction: Transaction,
  tenantId: TenantId,
  scopeId: string,
  { after, limit }: { after: string; limit: number },
): Promise<DeletionCandidate[]> {
  const dead = `c.tenant_id = $1 and c.scope_id = $2 and c.unmapped`;
  const other = `select from hot.claim o where o.tenant_id = c.tenant_id and o.entity_id = c.entity_id and not (o.scope_id = $2 and o.unmapped)`;
  await transaction.count(`delete from hot.claim c where ${dead} and exists (${other})`, [tenantId, scopeId]);
  return transaction.rows<DeletionCandidate>(
    `${CANDIDATES} where ${dead} and c.entity_id > $3
     group by c.entity_id, b.name, e.identifier order by c.entity_id limit $4`,
    [tenantId, scopeId, after, limit],
  );
}
