import type { TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';
import { columns, type PageIntent } from './page-intent.js';
import { place, SCOPE } from './scope-rows.js';

/** Returns the keys of those written: a row that a newer look at AWS wrote is left alone, and so are its claims. */
export function resourcesWritten(tenantId: TenantId, intent: PageIntent): Statement {
  return {
    text: `insert into hot.resource as r (tenant_id, scope_id, key, aws_id, raw_hash, mapped_with, obs, item_state, ages_at)
      select $1, ${SCOPE}, key, aws_id, raw_hash, $6, $7, item_state::"char", ages_at
      from unnest($8::bytea[], $9::text[], $10::bytea[], $11::text[], $12::timestamptz[]) as v (key, aws_id, raw_hash, item_state, ages_at)
      on conflict (tenant_id, scope_id, key) do update
        set raw_hash = excluded.raw_hash, mapped_with = excluded.mapped_with, obs = excluded.obs, item_state = excluded.item_state,
          ages_at = excluded.ages_at,          absent_at = null, missed_again = false
        where r.obs <= excluded.obs
      returning encode(key, 'hex') as key`,
    values: [
      ...place(tenantId, intent.scope),
      intent.mappedWith,
      intent.observation,
      ...columns(intent.resources, ['key', 'awsId', 'rawHash', 'state', 'agesAt']),
    ],
  };
}

export function resourcesRevived(tenantId: TenantId, { scope, revived }: PageIntent): Statement {
  return {
    text: `update hot.resource set absent_at = null, missed_again = false where tenant_id = $1 and scope_id = ${SCOPE} and key = any($6)`,
    values: [...place(tenantId, scope), revived],
  };
}
