import { Injectable } from '@nestjs/common';
import type {
  AccountId,
  AccountPlan,
  AccountSyncId,
  Effort,
  EmptyKind,
  IntegrationId,
  Outcome,
  SyncCounts,
  SyncId,
  TenantId,
} from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { fieldFaults, matricesOf, type FieldOutcome, type MatrixPage, type ScopeMatrix } from './sync-matrix-rows.js';
import { LeaseTerms } from './lease-terms.js';
import type { SyncFilter } from './sync-store.js';

export interface AccountSyncRow {
  id: AccountSyncId;
  syncId: SyncId;
  integrationId: IntegrationId;
  accountId: AccountId;
  awsAccountId: string;
  roleArn: string;
  mappingNo: number;
  syncNo: number;
  filter: SyncFilter | null;
  /** Plans only. */
  dryRun: boolean;
  pushEpoch: number;
  /** How many accounts the sync works on at once. */
  cap: number;
  /** What is kept of raw resources. */
  rawRetention: 'redacted' | 'none';
  /** The integration's `compatibility.defaultRegion`. */
  defaultRegion: string | null;
  /** Somebody asked for the sync to stop. */
  isCancelled: boolean;
  /** 1 for the first worker that holds this account sync. */
  fence: string;
  attempts: number;
  /** Null until the account was reached. */
  plan: AccountPlan | null;
  done: Buffer;
  outcomes: CellOutcomes;
  /** Empty until the first flush. */
  counts: Partial<SyncCounts>;
  fields: FieldOutcome[];
  effort: Effort;
  warnings: EmptyKind[];
}

/** What is told of a listing besides its outcome. */
export interface CellReport {
  items: number;
  /** From its first call to the confirmation of its last entity; the last turn of it when it was given back in between. */
  ms?: number;
  effort?: Effort;
  /** Resources that our own session policy let us read only in part, and the refused IAM action. */
  restricted?: { count: number; action: string };
  /** Of a listing by resource models: those that were found, and those of them whose own listing is incomplete. */
  models?: { found: number; incomplete: number };
}

/** By cell number: how each listing ended that was not "complete and empty". */
export type CellOutcomes = Record<string, Outcome & CellReport>;

export interface AccountSyncProgress {
  done: Buffer;
  outcomes: CellOutcomes;
  counts: SyncCounts;
  /** Absent: as they were. */
  fields?: FieldOutcome[];
  effort?: Effort;
  warnings?: EmptyKind[];
}

export type AccountSyncEnd = 'completed' | 'partial' | 'failed' | 'cancelled';

export interface AccountSyncResult {
  outcome: AccountSyncEnd;
  detail: string | null;
  counts: SyncCounts;
}

const FINISH = `update app.account_sync set state = 'done', outcome = $3, detail = $4, counts = $5, ended_at = now(), lease_until = null
  where id = $1 and fence = $2 and state = 'running'`;

/** The unit of work. Every write of a worker carries its fence; a worker that lost its lease writes nothing more. */
@Injectable()
export class AccountSyncStore {
  constructor(
    private readonly database: TenantDatabase,
    readonly terms: LeaseTerms,
  ) {}

  /** Wins the lease, or undefined when another worker holds it or the work is done. The database's clock decides. */
  async claim(tenantId: TenantId, id: AccountSyncId, worker: string): Promise<AccountSyncRow | undefined> {
    return this.database.transaction(tenantId, async (transaction) => {
      const won = await transaction.count(
        `update app.account_sync set fence = fence + 1, lease_until = now() + make_interval(secs => ${this.terms.seconds}), state = 'running', worker = $2, held_kinds = '{}', awaited_kinds = '{}'
         where id = $1 and (state = 'ready' or state = 'running' and lease_until + make_interval(secs => ${this.terms.takeoverSeconds}) < now())`,
        [id, worker],
      );
      if (won === 0) return undefined;
      return transaction.first<AccountSyncRow>(
        `select a.id, a.sync_id as "syncId", a.integration_id as "integrationId", a.account_id as "accountId",
           c.aws_account_id as "awsAccountId", c.role_arn as "roleArn", s.mapping_no as "mappingNo", s.no::int as "syncNo", s.filter, s.dry_run as "dryRun",
           i.push_epoch as "pushEpoch", i.cap, coalesce(i.settings ->> 'rawRetention', 'redacted') as "rawRetention",
           i.settings #>> '{compatibility,defaultRegion}' as "defaultRegion", s.cancel_at is not null as "isCancelled", a.fence::text as fence, a.attempts, a.plan, a.done, a.outcomes, a.counts,
           a.field_report as fields, a.effort, a.warnings
         from app.account_sync a
         join app.sync s on s.tenant_id = a.tenant_id and s.id = a.sync_id
         join app.account c on c.tenant_id = a.tenant_id and c.id = a.account_id
         join app.integration i on i.tenant_id = a.tenant_id and i.id = a.integration_id
         where a.id = $1`,
        [id],
      );
    });
  }

  /** Prolongs the lease. Undefined: it is lost. Otherwise whether the tenant asked to stop. */
  async renew(tenantId: TenantId, id: AccountSyncId, fence: string): Promise<{ isCancelled: boolean } | undefined> {
    const text = `update app.account_sync a set lease_until = now() + make_interval(secs => ${this.terms.seconds})
      from app.sync s where s.tenant_id = a.tenant_id and s.id = a.sync_id and a.id = $1 and a.fence = $2 and a.state = 'running'
      returning s.cancel_at is not null as "isCancelled"`;
    const [renewed] = await this.database.together(tenantId, [{ text, values: [id, fence] }]);
    return renewed?.rows[0] as { isCancelled: boolean } | undefined;
  }

  async setPlan(tenantId: TenantId, id: AccountSyncId, fence: string, plan: AccountPlan): Promise<boolean> {
    return this.write(
      tenantId,
      `update app.account_sync set plan = $3 where id = $1 and fence = $2 and state = 'running'`,
      [id, fence, plan],
    );
  }

  async flush(tenantId: TenantId, id: AccountSyncId, fence: string, progress: AccountSyncProgress): Promise<boolean> {
    return this.write(
      tenantId,
      `update app.account_sync set done = $3, outcomes = $4, counts = $5, field_report = coalesce($6::jsonb, field_report), effort = coalesce($7, effort),
         warnings = coalesce($8::jsonb, warnings)
       where id = $1 and fence = $2 and state = 'running'`,
      [
        id,
        fence,
        progress.done,
        progress.outcomes,
        progress.counts,
        progress.fields && JSON.stringify(progress.fields),
        progress.effort,
        progress.warnings && JSON.stringify(progress.warnings),
      ],
    );
  }

  /** Gives the work back, to be taken up where it stopped. */
  async release(tenantId: TenantId, id: AccountSyncId, fence: string): Promise<boolean> {
    return this.write(
      tenantId,
      `update app.account_sync set state = 'ready', lease_until = null, worker = null, queued_at = null, ready_at = now()
       where id = $1 and fence = $2 and state = 'running'`,
      [id, fence],
    );
  }

  async finish(tenantId: TenantId, id: AccountSyncId, fence: string, end: AccountSyncResult): Promise<boolean> {
    return this.write(tenantId, FINISH, [id, fence, end.outcome, end.detail, end.counts]);
  }

  /**
   * The same, unless all other account syncs of the sync have ended and relations are still unmet: `last`, and this one is to try them
   * before it finishes. The row of the sync decides which of two is last; one that fails instead leaves them to the next sync.
   */
  async finishUnlessLast(
    tenantId: TenantId,
    { id, syncId, fence }: Pick<AccountSyncRow, 'id' | 'syncId' | 'fence'>,
    end: AccountSyncResult,
  ): Promise<'finished' | 'last' | 'lost'> {
    return this.database.transaction(tenantId, async (transaction) => {
      await transaction.rows(`select 1 from app.sync where id = $1 for update`, [syncId]);
      const last = await transaction.first(
        `select 1 from app.account_sync where sync_id = $1 and id <> $2 having count(*) > 0 and bool_and(state = 'done')
           and exists (select from hot.failure where tenant_id = $3 and sync_id = $1 and code = 'unmet-relation')`,
        [syncId, id, tenantId],
      );
      if (last) return 'last';
      return (await transaction.count(FINISH, [id, fence, end.outcome, end.detail, end.counts])) === 1
        ? 'finished'
        : 'lost';
    });
  }

  /** Entities that these account syncs had counted as failed, each as often as it stands here, and Port has taken since. */
  async healed(tenantId: TenantId, ids: AccountSyncId[]): Promise<void> {
    if (ids.length === 0) return;
    await this.database.transaction(tenantId, (transaction) =>
      transaction.count(
        `with healed as (
           select a.id, greatest(0, (a.counts #>> '{entities,failed}')::int - count(*)::int) as failed
           from unnest($1::uuid[]) as v (id) join app.account_sync a on a.id = v.id group by a.tenant_id, a.id)
         update app.account_sync a set counts = jsonb_set(a.counts, '{entities,failed}', to_jsonb(healed.failed)),
           outcome = case when a.outcome = 'partial' and healed.failed = 0 and (a.counts ->> 'incomplete')::int = 0 then 'completed' else a.outcome end
         from healed where a.id = healed.id and a.state = 'done'`,
        [ids],
      ),
    );
  }

  async ofSync(tenantId: TenantId, syncId: SyncId): Promise<AccountSyncView[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<AccountSyncView>(
        `select a.id, a.account_id as "accountId", c.aws_account_id as "awsAccountId", a.state, a.outcome, a.detail,
           a.counts, a.ended_at as "endedAt"
         from app.account_sync a join app.account c on c.tenant_id = a.tenant_id and c.id = a.account_id
         where a.sync_id = $1 order by c.aws_account_id`,
        [syncId],
      ),
    );
  }

  /** What was to be listed of each account that was reached, and how it ended; in the order of the accounts' numbers. */
  async matrices(tenantId: TenantId, syncId: SyncId, page: MatrixPage): Promise<ScopeMatrix[]> {
    return this.database.transaction(tenantId, (transaction) => matricesOf(transaction, syncId, page));
  }

  /** The fields that came out null or failed, over all accounts of a sync: the worst first. */
  async fieldFaults(tenantId: TenantId, syncId: SyncId, limit: number): Promise<FieldOutcome[]> {
    return this.database.transaction(tenantId, (transaction) => fieldFaults(transaction, syncId, limit));
  }

  /** What each account sync of a sync has taken so far. */
  async effortsOf(tenantId: TenantId, syncId: SyncId): Promise<Effort[]> {
    const rows = await this.database.transaction(tenantId, (transaction) =>
      transaction.rows<{ effort: Effort }>(`select effort from app.account_sync where sync_id = $1`, [syncId]),
    );
    return rows.map((row) => row.effort);
  }

  /** The kinds that yielded nothing although not everything was looked at, account by account. */
  async warningsOf(tenantId: TenantId, syncId: SyncId, limit: number): Promise<EmptyKind[]> {
    const rows = await this.database.transaction(tenantId, (transaction) =>
      transaction.rows<{ warning: EmptyKind }>(
        `select w.warning from app.account_sync a join app.account c on c.tenant_id = a.tenant_id and c.id = a.account_id,
           jsonb_array_elements(a.warnings) with ordinality as w (warning, place)
         where a.sync_id = $1 order by c.aws_account_id, w.place limit $2`,
        [syncId, limit],
      ),
    );
    return rows.map((row) => row.warning);
  }

  /** The counts that each account sync has flushed so far. */
  async countsOf(tenantId: TenantId, syncId: SyncId): Promise<Partial<SyncCounts>[]> {
    const rows = await this.database.transaction(tenantId, (transaction) =>
      transaction.rows<{ counts: Partial<SyncCounts> }>(`select counts from app.account_sync where sync_id = $1`, [
        syncId,
      ]),
    );
    return rows.map((row) => row.counts);
  }

  private async write(tenantId: TenantId, text: string, values: unknown[]): Promise<boolean> {
    const [written] = await this.database.together(tenantId, [{ text, values }]);
    return written?.rowCount === 1;
  }
}

export interface AccountSyncView {
  id: AccountSyncId;
  accountId: AccountId;
  awsAccountId: string;
  state: 'ready' | 'running' | 'done';
  outcome: AccountSyncEnd | null;
  detail: string | null;
  counts: Partial<SyncCounts>;
  endedAt: Date | null;
}
