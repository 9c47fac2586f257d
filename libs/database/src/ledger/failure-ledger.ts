import { Injectable } from '@nestjs/common';
import type { AccountSyncId, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { holdFence, type Fence } from './fence.js';
import { columns, type Confirmation } from './page-intent.js';

export interface RefusedEntity {
  entityId: string;
  code: string;
  detail: string;
  /** The whole entity, sealed. */
  body: Buffer;
  /** Which of the entity's bodies it was. */
  bodyHash: Buffer;
}

/** What is needed to push a refused entity again as it was. */
export interface RetriedEntity extends Confirmation {
  body: Buffer;
  /** The account sync that it belongs to. */
  accountSyncId: AccountSyncId;
}

/** What another try may change although the entity stays the same: limits, faults of Port's, and relations to what is still to come. */
const RETRYABLE = '^(unknown|unmet-relation|429 .*|5\\d\\d .*)$';

const UNMET_RELATIONS = `
  select distinct on (f.entity_id) f.entity_id::text as "entityId", f.body_ct as body, c.scope_id::text as "scopeId", c.key, c.entry,
   c.intent::text as intent, c.body_hash as "bodyHash", a.id as "accountSyncId"
 from hot.failure f
 join hot.claim c on c.tenant_id = f.tenant_id and c.entity_id = f.entity_id and c.body_hash = f.body_hash
   and c.pushed_hash is null and not c.unmapped
 join hot.scope s on s.tenant_id = c.tenant_id and s.id = c.scope_id
 join app.account_sync a on a.tenant_id = s.tenant_id and a.account_id = s.account_id and a.sync_id = f.sync_id and ($5::uuid is null or a.id = $5)
 where f.tenant_id = $1 and f.sync_id = $2 and f.code = 'unmet-relation' and f.entity_id > $3 order by f.entity_id, c.intent desc limit $4`;

/** Entities that Port refused, whole, so that nothing is lost when they are tried again. */
@Injectable()
export class FailureLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** `retry_at` says when the next sync is due, for what it may well get through: everything unconfirmed is pushed by it. */
  async record(tenantId: TenantId, fence: Fence, syncId: SyncId, refused: RefusedEntity[]): Promise<void> {
    if (refused.length === 0) return;
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      await transaction.count(
        `insert into hot.failure as f (tenant_id, entity_id, sync_id, code, detail, body_ct, body_hash, retry_at)
         select distinct on (entity_id) $1::uuid, entity_id, $2::uuid, code, detail, body, body_hash,
           case when code ~ '${RETRYABLE}' then (select now() + make_interval(mins => i.interval_minutes) from app.sync s
             join app.integration i on i.tenant_id = s.tenant_id and i.id = s.integration_id where s.tenant_id = $1 and s.id = $2) end
         from unnest($3::bigint[], $4::text[], $5::text[], $6::bytea[], $7::bytea[]) as v (entity_id, code, detail, body, body_hash)
         on conflict (tenant_id, entity_id) do update
           set sync_id = excluded.sync_id, code = excluded.code, detail = excluded.detail, body_ct = excluded.body_ct,
             body_hash = excluded.body_hash, retry_at = excluded.retry_at, attempts = f.attempts + 1`,
        [tenantId, syncId, ...columns(refused, ['entityId', 'code', 'detail', 'body', 'bodyHash'])],
      );
    });
  }

  /**
   * Entities of a sync, or of one account sync of it, that Port refused because something they relate to was missing, in pages by entity
   * id. Of the claims that make such an entity, the one that sent the refused body: another body would be confirmed without having
   * been pushed.
   */
  async unmetRelations(
    tenantId: TenantId,
    page: { syncId: SyncId; accountSyncId: AccountSyncId | null; after: string; limit: number },
  ): Promise<RetriedEntity[]> {
    const values = [tenantId, page.syncId, page.after, page.limit, page.accountSyncId];
    const [found] = await this.database.together(tenantId, [{ text: UNMET_RELATIONS, values }]);
    return found?.rows as RetriedEntity[];
  }

  /** Those of these entities that Port has refused and not taken since. */
  async refusedAmong(tenantId: TenantId, entityIds: string[]): Promise<string[]> {
    const rows = await this.database.transaction(tenantId, (transaction) =>
      transaction.rows<{ id: string }>(
        `select entity_id::text as id from hot.failure where tenant_id = $1 and entity_id = any($2::bigint[])`,
        [tenantId, entityIds],
      ),
    );
    return rows.map((row) => row.id);
  }
}
