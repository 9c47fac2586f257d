import type { TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';
import type { Transaction } from '../connection/transaction.js';

/** Waits for whoever is about to claim one of these entities, and makes whoever comes later wait. */
export async function lockEntities(transaction: Transaction, tenantId: TenantId, ids: string[]): Promise<void> {
  await transaction.rows(
    `select 1 from hot.entity where tenant_id = $1 and id = any($2::bigint[]) order by id for update`,
    [tenantId, ids],
  );
}

/**
 * The same for the entities of the claims `c` that meet a condition, whose `$1` is the tenant. Two listings that make one entity may let
 * go of it at the same moment: each would see the other's claim and leave the entity to it, and nobody would ever delete it.
 */
export function entitiesLocked(claims: string, values: readonly unknown[]): Statement {
  return {
    text: `select 1 from hot.entity e where e.tenant_id = $1 and e.id in (select c.entity_id from hot.claim c where ${claims}) order by e.id for update`,
    values,
  };
}
