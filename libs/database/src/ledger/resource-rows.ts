import type { TenantId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';
import { columns, type PageIntent, type ScopeKey } from './page-intent.js';

export async function ensureScope(transaction: Transaction, tenantId: TenantId, scope: ScopeKey): Promise<string> {
  const values = [tenantId, scope.integrationId, scope.accountId, scope.region, scope.kind];
  const found = await transaction.first<{ id: string }>(
    `select id::text from hot.scope where tenant_id = $1 and integration_id = $2 and account_id = $3 and region = $4 and kind = $5 and model_hash = ''`,
    values,
  );
  if (found) return found.id;
  const made = await transaction.first<{ id: string }>(
    `insert into hot.scope (tenant_id, integration_id, account_id, region, kind, outcome) values ($1, $2, $3, $4, $5, 'walking')
     on conflict (tenant_id, account_id, region, kind, model_hash) do update set integration_id = excluded.integration_id returning id::text`,
    values,
  );
  return (made as { id: string }).id;
}

/** Writes the resources of a page and returns those written: a row that a newer look at AWS wrote is left alone, and so are its claims. */
export async function writeResources(
  transaction: Transaction,
  tenantId: TenantId,
  scopeId: string,
  intent: PageIntent,
): Promise<PageIntent['resources']> {
  const written = await transaction.rows<{ key: string }>(
    `insert into hot.resource as r (tenant_id, scope_id, key, aws_id, raw_hash, mapped_with, obs, item_state)
     select $1, $2, key, aws_id, raw_hash, $3, $4, item_state::"char" from unnest($5::bytea[], $6::text[], $7::bytea[], $8::text[]) as v (key, aws_id, raw_hash, item_state)
     on conflict (tenant_id, scope_id, key) do update
       set raw_hash = excluded.raw_hash, mapped_with = excluded.mapped_with, obs = excluded.obs, item_state = excluded.item_state,
         absent_at = null, missed_again = false
       where r.obs <= excluded.obs
     returning encode(key, 'hex') as key`,
    [
      tenantId,
      scopeId,
      intent.mappedWith,
      intent.observation,
      ...columns(intent.resources, ['key', 'awsId', 'rawHash', 'state']),
    ],
  );
  if (intent.revived.length > 0)
    await transaction.count(
      `update hot.resource set absent_at = null, missed_again = false where tenant_id = $1 and scope_id = $2 and key = any($3)`,
      [tenantId, scopeId, intent.revived],
    );
  const keys = new Set(written.map((row) => row.key));
  return intent.resources.filter((resource) => keys.has(resource.key.toString('hex')));
}
