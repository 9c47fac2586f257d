import { Injectable } from '@nestjs/common';
import type { AccountId, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { holdFence, type Fence } from '../ledger/fence.js';
import { columns } from '../ledger/page-intent.js';

export const PLANNED_ACTIONS = ['created', 'updated', 'deleted', 'held'] as const;
export type PlannedAction = (typeof PLANNED_ACTIONS)[number];

/** What a dry sync would do to one entity. */
export interface PlannedChange {
  region: string;
  kind: string;
  awsId: string;
  action: PlannedAction;
  blueprint: string;
  identifier: string;
  /** Why it is updated, deleted or held; null for what is created. */
  reason: string | null;
}

export interface StoredChange extends PlannedChange {
  id: number;
  awsAccountId: string;
}

/** Changes that are kept of a sync; its counts tell how many there are. */
export const MAX_PLANNED = 10_000;

/** The plans of dry syncs. */
@Injectable()
export class PlanStore {
  constructor(private readonly database: TenantDatabase) {}

  /** Writes what is planned for an account, in place of what an earlier worker wrote; the first of them, as many as fit. */
  async write(
    tenantId: TenantId,
    fence: Fence,
    { syncId, accountId }: { syncId: SyncId; accountId: AccountId },
    changes: PlannedChange[],
  ): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      // Account by account: together they keep to the limit.
      await transaction.rows(`select 1 from app.sync where id = $1 for update`, [syncId]);
      await transaction.count(
        `delete from hot.planned_change where tenant_id = $1 and sync_id = $2 and account_id = $3`,
        [tenantId, syncId, accountId],
      );
      await transaction.count(
        `insert into hot.planned_change (tenant_id, sync_id, account_id, region, kind, aws_id, action, blueprint, identifier, reason)
         select $1, $2, $3, region, kind, aws_id, action, blueprint, identifier, reason
         from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) with ordinality
           as v (region, kind, aws_id, action, blueprint, identifier, reason, place)
         order by place limit greatest(0, ${MAX_PLANNED} - (select count(*) from hot.planned_change where tenant_id = $1 and sync_id = $2))`,
        [
          tenantId,
          syncId,
          accountId,
          ...columns(changes, ['region', 'kind', 'awsId', 'action', 'blueprint', 'identifier', 'reason']),
        ],
      );
    });
  }

  /** In the order in which they were planned; `after` is the id of the last one of the page before. */
  async list(
    tenantId: TenantId,
    syncId: SyncId,
    page: { limit: number; after?: number | undefined; action?: PlannedAction | undefined },
  ): Promise<StoredChange[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<StoredChange>(
        `select p.id::float8 as id, a.aws_account_id as "awsAccountId", p.region, p.kind, p.aws_id as "awsId", p.action, p.blueprint,
           p.identifier, p.reason
         from hot.planned_change p join app.account a on a.tenant_id = p.tenant_id and a.id = p.account_id
         where p.tenant_id = $1 and p.sync_id = $2 and p.id > $3 and ($4::text is null or p.action = $4) order by p.id limit $5`,
        [tenantId, syncId, page.after ?? 0, page.action ?? null, page.limit],
      ),
    );
  }

  async count(tenantId: TenantId, syncId: SyncId): Promise<number> {
    const row = await this.database.transaction(tenantId, (transaction) =>
      transaction.first<{ count: number }>(
        `select count(*)::int as count from hot.planned_change where tenant_id = $1 and sync_id = $2`,
        [tenantId, syncId],
      ),
    );
    return row?.count ?? 0;
  }
}
