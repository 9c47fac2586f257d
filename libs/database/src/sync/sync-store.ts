import { Injectable } from '@nestjs/common';
import {
  MAX_CONCURRENT_ACCOUNTS,
  type AccountId,
  type AccountSyncId,
  type IntegrationId,
  type JsonObject,
  type SyncCounts,
  type SyncId,
  type SyncState,
  type TenantId,
} from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { eventsAppended, storyLocked } from './sync-event-rows.js';
import { lastLineAppended, type LogLevel } from './sync-log-rows.js';

export interface SyncRow {
  id: SyncId;
  integrationId: IntegrationId;
  no: number;
  trigger: string;
  filter: SyncFilter | null;
  /** Plans only: neither Port nor the ledger is written to. */
  dryRun: boolean;
  mappingNo: number;
  state: SyncState;
  detail: string | null;
  counts: SyncCounts;
  openedAt: Date;
  startedAt: Date | null;
  closedAt: Date | null;
}

/** Restricts a sync to some kinds or regions; what is left out is skipped, and so never deleted from. */
export interface SyncFilter {
  kinds?: string[];
  regions?: string[];
}

export interface OpeningSync {
  id: SyncId;
  integrationId: IntegrationId;
  trigger: string;
  filter: SyncFilter | null;
  dryRun: boolean;
  mappingNo: number;
  counts: SyncCounts;
  deadlineMinutes: number;
  accounts: { accountSyncId: AccountSyncId; accountId: AccountId }[];
}

const COLUMNS = `id, integration_id as "integrationId", no::int as no, trigger, filter, dry_run as "dryRun", mapping_no as "mappingNo", state, detail, counts,
  opened_at as "openedAt", started_at as "startedAt", closed_at as "closedAt"`;

/** The cap of a sync: the largest of what the settings and the entries of the mapping ask for. */
const WIDEN = `update app.integration i set cap = least($3, greatest(coalesce((i.settings ->> 'maxConcurrentAccounts')::int, i.cap), (
    select max((entry ->> 'maxConcurrentAccounts')::int) from app.mapping_version m, jsonb_array_elements(m.entries) entry
    where m.tenant_id = i.tenant_id and m.integration_id = i.id and m.no = $2)))
  where i.id = $1`;

/** How loud the end of a sync is in its log. */
const LEVELS: { [state in SyncState]?: LogLevel } = { failed: 'error', partial: 'warning', cancelled: 'warning' };

/** The runs of integrations. */
@Injectable()
export class SyncStore {
  constructor(private readonly database: TenantDatabase) {}

  /** Opens a sync with its account syncs; undefined while another one of that integration lives. */
  async open(tenantId: TenantId, sync: OpeningSync): Promise<SyncRow | undefined> {
    return this.database.transaction(tenantId, async (transaction) => {
      const row = await transaction.first<SyncRow>(
        `insert into app.sync (tenant_id, id, integration_id, no, trigger, filter, mapping_no, state, counts, deadline_at, dry_run)
         select $1, $2, $3, coalesce(max(no), 0) + 1, $4, $5, $6, 'queued', $7, now() + make_interval(mins => $8), $9
         from app.sync where integration_id = $3
         on conflict do nothing returning ${COLUMNS}`,
        [
          tenantId,
          sync.id,
          sync.integrationId,
          sync.trigger,
          sync.filter,
          sync.mappingNo,
          sync.counts,
          sync.deadlineMinutes,
          sync.dryRun,
        ],
      );
      if (!row) return undefined;
      await transaction.count(WIDEN, [sync.integrationId, sync.mappingNo, MAX_CONCURRENT_ACCOUNTS]);
      await transaction.count(
        `insert into app.account_sync (tenant_id, id, sync_id, account_id, integration_id, state)
         select $1, id, $2, account_id, $3, 'ready' from unnest($4::uuid[], $5::uuid[]) as planned (id, account_id)`,
        [
          tenantId,
          sync.id,
          sync.integrationId,
          sync.accounts.map((account) => account.accountSyncId),
          sync.accounts.map((account) => account.accountId),
        ],
      );
      return row;
    });
  }

  async get(tenantId: TenantId, id: SyncId): Promise<SyncRow | undefined> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.first<SyncRow>(`select ${COLUMNS} from app.sync where id = $1`, [id]),
    );
  }

  /** Newest first; `before` is the number of the last sync of the page before. */
  async list(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: { limit: number; before?: number | undefined },
  ): Promise<SyncRow[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<SyncRow>(
        `select ${COLUMNS} from app.sync where integration_id = $1 and ($2::bigint is null or no < $2) order by no desc limit $3`,
        [integrationId, page.before ?? null, page.limit],
      ),
    );
  }

  async started(tenantId: TenantId, id: SyncId): Promise<void> {
    await this.database.transaction(tenantId, (transaction) =>
      transaction.count(
        `update app.sync set state = 'running', started_at = coalesce(started_at, now()) where id = $1 and state = 'queued'`,
        [id],
      ),
    );
  }

  /** Asks the workers to stop; false when the sync has ended already. */
  async cancel(tenantId: TenantId, id: SyncId, detail: string): Promise<boolean> {
    return this.database.transaction(tenantId, async (transaction) => {
      const touched = await transaction.count(
        `update app.sync set cancel_at = coalesce(cancel_at, now()), detail = coalesce(detail, $2)
         where id = $1 and state in ('queued', 'running')`,
        [id, detail],
      );
      // What no worker holds ends at once; what is running is told at its next renewal.
      await transaction.count(
        `update app.account_sync set state = 'done', outcome = 'cancelled', ended_at = now() where sync_id = $1 and state = 'ready'`,
        [id],
      );
      return touched === 1;
    });
  }

  /**
   * Ends the sync once every account sync is done, with its last event; undefined while one is not, or when another process ended it.
   * The integration is due again one interval later, unless the sync was dry, or restricted: that one says nothing about the rest.
   */
  async close(
    tenantId: TenantId,
    id: SyncId,
    verdict: (
      accounts: ClosingAccount[],
      isCancelled: boolean,
    ) => { state: SyncState; detail: string | null; counts: SyncCounts },
  ): Promise<SyncRow | undefined> {
    return this.database.transaction(tenantId, async (transaction) => {
      const sync = await transaction.first<{ isCancelled: boolean }>(
        `select cancel_at is not null as "isCancelled" from app.sync where id = $1 and state in ('queued', 'running') for update`,
        [id],
      );
      if (!sync) return undefined;
      const accounts = await transaction.rows<ClosingAccount>(
        `select c.aws_account_id as "awsAccountId", a.state, a.outcome, a.detail, a.counts
         from app.account_sync a join app.account c on c.tenant_id = a.tenant_id and c.id = a.account_id
         where a.sync_id = $1 order by c.aws_account_id`,
        [id],
      );
      if (accounts.some((account) => account.state !== 'done')) return undefined;
      const { state, detail, counts } = verdict(accounts, sync.isCancelled);
      const row = await transaction.first<SyncRow>(
        `update app.sync set state = $2, detail = coalesce($3, detail), counts = $4, closed_at = now() where id = $1 returning ${COLUMNS}`,
        [id, state, detail, counts],
      );
      await transaction.count(
        `update app.integration set next_due_at = now() + make_interval(mins => interval_minutes)
         where id = (select integration_id from app.sync where id = $1 and filter is null and not dry_run) and state = 'active' and interval_minutes is not null`,
        [id],
      );
      const data = { status: state, detail: row?.detail ?? null, counts: counts as unknown as JsonObject };
      await transaction.run(storyLocked(id));
      await transaction.run(eventsAppended(tenantId, id, { events: [{ type: 'sync.finished', data }], limit: null }));
      await transaction.run(lastLineAppended(tenantId, id, { level: LEVELS[state] ?? 'info', data }));
      return row;
    });
  }
}

export interface ClosingAccount {
  awsAccountId: string;
  state: string;
  outcome: string | null;
  detail: string | null;
  counts: Partial<SyncCounts>;
}
