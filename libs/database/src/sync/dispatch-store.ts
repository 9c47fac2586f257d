import { Injectable } from '@nestjs/common';
import type { AccountSyncId, IntegrationId, SyncId, TenantId } from '@longshore/domain';
import { SystemDatabase } from '../connection/system-database.js';
import { TenantDatabase } from '../connection/tenant-database.js';
import { LeaseTerms } from './lease-terms.js';

export interface DispatchedAccountSync {
  tenantId: TenantId;
  accountSyncId: AccountSyncId;
  /** How many account syncs the tenant has queued or running already. */
  load: number;
}

/** A job that waits this long is lost: sooner where no worker is busy, since then nothing is in its way. */
export const REPAIR = { lostJobSeconds: 600, lostJobIdleSeconds: 60, maxAttempts: 5 } as const;

const CANCELLED = `exists (select from app.sync s where s.tenant_id = a.tenant_id and s.id = a.sync_id and s.cancel_at is not null)`;
const EXHAUSTED = `a.state = 'running' and a.attempts >= ${REPAIR.maxAttempts}`;
const waits = (seconds: number): string => `a.queued_at + make_interval(secs => ${seconds}) < now()`;
/** As the system role sees it. */
const JOB_IS_LOST = `${waits(REPAIR.lostJobSeconds)}
  or ${waits(REPAIR.lostJobIdleSeconds)} and not exists (select from app.account_sync busy where busy.state = 'running')`;
/** The same for a tenant, who cannot see whether other tenants keep the workers busy. */
const JOB_IS_STILL_LOST = waits(REPAIR.lostJobIdleSeconds);

/** Work across all tenants, found with the system role. Several schedulers at once are the normal case. */
@Injectable()
export class DispatchStore {
  constructor(
    private readonly system: SystemDatabase,
    private readonly tenants: TenantDatabase,
    private readonly lease: LeaseTerms,
  ) {}

  /** Integrations that are due, each given to one caller: the next due time moves on in the same statement. */
  async claimDue(limit: number): Promise<{ tenantId: TenantId; integrationId: IntegrationId; identifier: string }[]> {
    return this.system.transaction((transaction) =>
      transaction.rows(
        `update app.integration i set next_due_at = now() + interval '5 minutes'
         from (select tenant_id, id from app.integration where state = 'active' and next_due_at <= now()
               order by next_due_at limit $1 for update skip locked) due
         where i.tenant_id = due.tenant_id and i.id = due.id
         returning i.tenant_id as "tenantId", i.id as "integrationId", i.identifier`,
        [limit],
      ),
    );
  }

  /** Ready account syncs below their integration's cap, marked as queued. The oldest of each integration come first. */
  async takeReady(limit: number): Promise<DispatchedAccountSync[]> {
    return this.system.transaction((transaction) =>
      transaction.rows<DispatchedAccountSync>(
        `with busy as (
           select tenant_id, integration_id, count(*) as n from app.account_sync
           where state = 'running' or state = 'ready' and queued_at is not null group by 1, 2),
         waiting as (
           select a.tenant_id, a.id, a.integration_id, row_number() over (partition by a.tenant_id, a.integration_id order by a.ready_at) as place
           from app.account_sync a where a.state = 'ready' and a.queued_at is null and a.ready_at <= now()),
         taken as (
           update app.account_sync a set queued_at = now()
           from (select l.tenant_id, l.id from app.account_sync l
                 join waiting w on w.tenant_id = l.tenant_id and w.id = l.id
                 join app.integration i on i.tenant_id = l.tenant_id and i.id = l.integration_id
                 join app.tenant t on t.id = l.tenant_id and t.state = 'active' and t.syncs = 'on'
                 left join busy b on b.tenant_id = l.tenant_id and b.integration_id = l.integration_id
                 where w.place <= i.cap - coalesce(b.n, 0) order by w.place limit $1 for update of l skip locked) free
           where a.tenant_id = free.tenant_id and a.id = free.id and a.queued_at is null
           returning a.tenant_id, a.id)
         select taken.tenant_id as "tenantId", taken.id as "accountSyncId",
           (coalesce((select sum(b.n) from busy b where b.tenant_id = taken.tenant_id), 0)
             + row_number() over (partition by taken.tenant_id))::int as load
         from taken`,
        [limit],
      ),
    );
  }

  /** Whether account syncs are queued that no worker has taken yet. */
  async othersWait(): Promise<boolean> {
    const waiting = await this.system.transaction((transaction) =>
      transaction.first(`select 1 from app.account_sync where state = 'ready' and queued_at is not null limit 1`),
    );
    return waiting !== undefined;
  }

  /**
   * Account syncs whose worker vanished, or whose job got lost, made ready again; those that failed too often end, and those that
   * nobody may work on any more because their sync was cancelled.
   */
  async repair(): Promise<void> {
    const found = await this.system.transaction((transaction) =>
      transaction.rows<{ tenantId: TenantId; ids: AccountSyncId[] }>(
        `select tenant_id as "tenantId", array_agg(id) as ids from (
           select a.tenant_id, a.id from app.account_sync a where ${this.lost(JOB_IS_LOST)} limit 1000) lost
         group by tenant_id`,
      ),
    );
    for (const { tenantId, ids } of found)
      await this.tenants.transaction(tenantId, (transaction) =>
        transaction.count(
          `update app.account_sync a set
             attempts = attempts + (state = 'running')::int,
             state = case when ${EXHAUSTED} or ${CANCELLED} then 'done' else 'ready' end,
             outcome = case when ${CANCELLED} then 'cancelled' when ${EXHAUSTED} then 'failed' end,
             detail = case when ${CANCELLED} then null
               when ${EXHAUSTED} then 'crash: the worker ended ${REPAIR.maxAttempts + 1} times while it had this account' end,
             ended_at = case when ${EXHAUSTED} or ${CANCELLED} then now() end,
             lease_until = null, worker = null, queued_at = null
           where a.id = any($1) and ${this.lost(JOB_IS_STILL_LOST)}`,
          [ids],
        ),
      );
  }

  /** Live syncs whose account syncs are all done, and live syncs past their deadline. */
  async ending(): Promise<{ tenantId: TenantId; syncId: SyncId; isOverdue: boolean }[]> {
    return this.system.transaction((transaction) =>
      transaction.rows(
        `select s.tenant_id as "tenantId", s.id as "syncId", s.deadline_at < now() and s.cancel_at is null as "isOverdue" from app.sync s
         where s.state in ('queued', 'running') and (s.deadline_at < now() and s.cancel_at is null or not exists (
           select from app.account_sync a where a.tenant_id = s.tenant_id and a.sync_id = s.id and a.state <> 'done'))
         limit 1000`,
      ),
    );
  }

  async maintainPartitions(): Promise<void> {
    await this.system.transaction((transaction) => transaction.rows('select hot.maintain_partitions()'));
  }

  private lost(jobIsLost: string): string {
    return `(a.state = 'running' and a.lease_until + make_interval(secs => ${this.lease.takeoverSeconds}) < now()
      or a.state = 'ready' and (${jobIsLost} or ${CANCELLED}))`;
  }
}
