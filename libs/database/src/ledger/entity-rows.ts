import type { TenantId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';
import type { IntendedClaim } from './page-intent.js';

/** Another account sync may delete an entity between its insertion and its lock; each further time is less likely. */
const MAX_TRIES = 5;

export const entityName = ({ blueprint, identifier }: Pick<IntendedClaim, 'blueprint' | 'identifier'>): string =>
  `${blueprint}\n${identifier}`;

/** The ids of the entities that these claims make, by name. They cannot be forgotten before the transaction ends. */
export async function ensureEntities(
  transaction: Transaction,
  tenantId: TenantId,
  claims: IntendedClaim[],
): Promise<Map<string, string>> {
  const unique = [...new Map(claims.map((claim) => [entityName(claim), claim])).entries()];
  // Sorted, so that two transactions lock the same rows in the same order.
  unique.sort(([one], [other]) => (one < other ? -1 : 1));
  const values = [tenantId, unique.map(([, { blueprint }]) => blueprint), unique.map(([, claim]) => claim.identifier)];
  for (let tries = 1; ; tries += 1) {
    await insertMissing(transaction, values);
    const ids = await lockEntities(transaction, values);
    if (ids.size === unique.length) return ids;
    if (tries === MAX_TRIES) throw new Error('entities of a page were deleted as often as they were made');
  }
}

/*
 * The look-ups are lateral, one index probe an entity: as a plain join PostgreSQL may read every entity of a blueprint for each of a
 * page, as long as the partition has no statistics (row level security states the tenant twice, which looks selective).
 */
async function insertMissing(transaction: Transaction, values: unknown[]): Promise<void> {
  await transaction.count(
    `insert into app.blueprint_name (tenant_id, name) select $1, name from (select distinct unnest($2::text[]) as name order by 1) wanted
     where not exists (select from app.blueprint_name known where known.tenant_id = $1 and known.name = wanted.name) on conflict do nothing`,
    values.slice(0, 2),
  );
  await transaction.count(
    `insert into hot.entity (tenant_id, blueprint_id, identifier)
     select $1, b.id, v.identifier from unnest($2::text[], $3::text[]) with ordinality as v (name, identifier, place)
     join app.blueprint_name b on b.tenant_id = $1 and b.name = v.name
     left join lateral (
       select true as found from hot.entity e where e.tenant_id = $1 and e.blueprint_id = b.id and e.identifier = v.identifier limit 1
     ) known on true
     where known.found is null
     order by v.place on conflict do nothing`,
    values,
  );
}

async function lockEntities(transaction: Transaction, values: unknown[]): Promise<Map<string, string>> {
  const rows = await transaction.rows<{ id: string; blueprint: string; identifier: string }>(
    `select e.id::text as id, v.name as blueprint, v.identifier from unnest($2::text[], $3::text[]) as v (name, identifier)
     join app.blueprint_name b on b.tenant_id = $1 and b.name = v.name
     cross join lateral (
       select id from hot.entity known
       where known.tenant_id = $1 and known.blueprint_id = b.id and known.identifier = v.identifier for key share
     ) e`,
    values,
  );
  return new Map(rows.map((row) => [entityName(row), row.id]));
}
