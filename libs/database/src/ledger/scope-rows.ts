import type { TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';
import type { ScopeKey } from './page-intent.js';

/** The id of the scope whose place the first five values tell. */
export const SCOPE = `(select id from hot.scope where tenant_id = $1 and account_id = $2 and region = $3 and kind = $4 and model_hash = $5)`;

const NO_MODEL = Buffer.alloc(0);

export const place = (
  tenantId: TenantId,
  { accountId, region, kind, model }: Pick<ScopeKey, 'accountId' | 'region' | 'kind' | 'model'>,
): unknown[] => [tenantId, accountId, region, kind, model?.hash ?? NO_MODEL];

export function scopeEnsured(tenantId: TenantId, scope: ScopeKey): Statement {
  return {
    text: `insert into hot.scope (tenant_id, account_id, region, kind, model_hash, integration_id, model, outcome)
      select $1, $2, $3, $4, $5, $6, $7, 'walking' where not exists (
        select from hot.scope known where known.tenant_id = $1 and known.account_id = $2 and known.region = $3 and known.kind = $4
          and known.model_hash = $5 and known.integration_id = $6)
      on conflict (tenant_id, account_id, region, kind, model_hash) do update set integration_id = excluded.integration_id`,
    values: [...place(tenantId, scope), scope.integrationId, scope.model?.value ?? null],
  };
}

/** Listings of an account, in the place of SQL's own `region` and `kind`. */
export interface Place {
  region: string;
  kind: string;
  /** Hashes of its resource models; `any`: whichever there are. Absent: it is listed without one. */
  models?: Buffer[] | 'any';
}

/** The values of `PLACED`. */
export function placed(places: Place[]): [string[], string[], (Buffer | null)[]] {
  const rows = places.flatMap(({ region, kind, models = [] }) =>
    (models === 'any' ? [null] : [NO_MODEL, ...models]).map((model) => ({ region, kind, model })),
  );
  return [rows.map(({ region }) => region), rows.map(({ kind }) => kind), rows.map(({ model }) => model)];
}

/** Whether a scope `s` is one of the places that the third value and the two after it tell; a null model stands for every one. */
export const IS_PLACED = `exists (select from unnest($3::text[], $4::text[], $5::bytea[]) as p (region, kind, model_hash)
  where p.region = s.region and p.kind = s.kind and (p.model_hash is null or p.model_hash = s.model_hash))`;
