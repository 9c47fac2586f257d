import type { TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';
import { columns, type PageIntent } from './page-intent.js';
import { place, SCOPE } from './scope-rows.js';

/** A raw resource as it is kept. */
export interface SealedRaw {
  key: Buffer;
  /** 16 bytes; the same for the same body. */
  version: Buffer;
  body: Buffer;
}

/**
 * Kept of the resources that the page may write, unless the integration keeps none any more, or is gone: that is asked here, since it
 * may have been said since the account sync began.
 */
export function rawsKept(tenantId: TenantId, { scope, observation, raws }: PageIntent): Statement {
  return {
    text: `insert into hot.raw as r (tenant_id, scope_id, key, version, body_ct)
      select $1, ${SCOPE}, v.key, v.version, v.body from unnest($8::bytea[], $9::bytea[], $10::bytea[]) as v (key, version, body)
      where v.key in (select r.key from hot.resource r where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.key = any($8) and r.obs = $6)
        and exists (select from app.integration i where i.tenant_id = $1 and i.id = $7 and i.settings ->> 'rawRetention' is distinct from 'none'
          and i.state <> 'deleted')
      on conflict (tenant_id, scope_id, key) do update set version = excluded.version, body_ct = excluded.body_ct, at = now()
        where r.version <> excluded.version`,
    values: [...place(tenantId, scope), observation, scope.integrationId, ...columns(raws, ['key', 'version', 'body'])],
  };
}
