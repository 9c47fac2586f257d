import type { TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';
import type { ScopeKey } from './page-intent.js';

/** The id of the scope whose place the first four values tell. */
export const SCOPE = `(select id from hot.scope where tenant_id = $1 and account_id = $2 and region = $3 and kind = $4 and model_hash = '')`;

export const place = (tenantId: TenantId, { accountId, region, kind }: ScopeKey): unknown[] => [
  tenantId,
  accountId,
  region,
  kind,
];

export function scopeEnsured(tenantId: TenantId, scope: ScopeKey): Statement {
  return {
    text: `insert into hot.scope (tenant_id, account_id, region, kind, integration_id, outcome)
      select $1, $2, $3, $4, $5, 'walking' where not exists (
        select from hot.scope known where known.tenant_id = $1 and known.account_id = $2 and known.region = $3 and known.kind = $4
          and known.model_hash = '' and known.integration_id = $5)
      on conflict (tenant_id, account_id, region, kind, model_hash) do update set integration_id = excluded.integration_id`,
    values: [...place(tenantId, scope), scope.integrationId],
  };
}
