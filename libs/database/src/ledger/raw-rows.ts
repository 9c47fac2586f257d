import type { IntegrationId, TenantId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';
import { columns } from './page-intent.js';

/** A raw resource as it is kept. */
export interface SealedRaw {
  key: Buffer;
  /** 16 bytes; the same for the same body. */
  version: Buffer;
  body: Buffer;
}

/** Kept unless the integration keeps none any more, or is gone: that is asked here, since it may have been said since the account sync began. */
export async function writeRaws(
  transaction: Transaction,
  tenantId: TenantId,
  scope: { scopeId: string; integrationId: IntegrationId },
  raws: SealedRaw[],
): Promise<void> {
  if (raws.length === 0) return;
  await transaction.count(
    `insert into hot.raw as r (tenant_id, scope_id, key, version, body_ct)
     select $1, $2, v.key, v.version, v.body from unnest($4::bytea[], $5::bytea[], $6::bytea[]) as v (key, version, body)
     where exists (select from app.integration i where i.tenant_id = $1 and i.id = $3 and i.settings ->> 'rawRetention' is distinct from 'none'
       and i.state <> 'deleted')
     on conflict (tenant_id, scope_id, key) do update set version = excluded.version, body_ct = excluded.body_ct, at = now()
       where r.version <> excluded.version`,
    [tenantId, scope.scopeId, scope.integrationId, ...columns(raws, ['key', 'version', 'body'])],
  );
}
