import { Injectable } from '@nestjs/common';
import {
  addCounts,
  addEffort,
  CellSet,
  cellsOf,
  noCounts,
  NotFound,
  remedyOf,
  TERMINAL_SYNC_STATES,
  wholeEffort,
  type Effort,
  type EmptyKind,
  type IntegrationId,
  type OutcomeReason,
  type Stage,
  type StageEffort,
  type SyncCounts,
  type SyncId,
  type TenantId,
} from '@longshore/domain';
import {
  AccountSyncStore,
  SyncEventStore,
  SyncStore,
  type AccountSyncView,
  type CellOutcomes,
  type FieldOutcome,
  type ScopeMatrix,
  type SyncEvent,
  type SyncRow,
} from '@longshore/database';

/** One listing of a sync as its tenant reads it. */
export interface ScopeView {
  accountId: string;
  region: string;
  kind: string;
  state: 'waiting' | 'complete' | 'incomplete' | 'skipped';
  items: number;
  /** Of a kind that is listed by resource model: those that were found, and those of them whose own listing is incomplete. */
  models: { found: number; incomplete: number } | null;
  /** `restricted` and `skipped` besides the reasons of what is incomplete. */
  reason: OutcomeReason | null;
  detail: string | null;
  remedy: string | null;
  /** From the first call to the last confirmation; null where nothing is told of it: it waits, or was complete and empty. */
  durationMs: number | null;
  stages: Record<Stage, StageEffort>;
}

/** Where a listing stands among those of its sync. */
export interface ScopePlace {
  awsAccountId: string;
  cell: number;
}

export interface ScopePage {
  limit: number;
  /** The last listing of the page before. */
  after?: ScopePlace | undefined;
  state?: ScopeView['state'] | undefined;
}

const ACCOUNTS_AT_ONCE = 20;
const MAX_FIELDS = 100;
const MAX_WARNINGS = 100;

/** Syncs, their scopes and their events. */
@Injectable()
export class ReadSyncs {
  constructor(
    private readonly syncs: SyncStore,
    private readonly accountSyncs: AccountSyncStore,
    private readonly syncEvents: SyncEventStore,
  ) {}

  /** While a sync runs, its counts are those that its account syncs have flushed so far. */
  async get(tenantId: TenantId, syncId: SyncId): Promise<SyncRow> {
    const sync = await this.syncs.get(tenantId, syncId);
    if (!sync) throw new NotFound('Sync');
    if (TERMINAL_SYNC_STATES.includes(sync.state)) return sync;
    return { ...sync, counts: sumOf(await this.accountSyncs.countsOf(tenantId, syncId)) };
  }

  async list(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: { limit: number; before?: number | undefined },
  ): Promise<SyncRow[]> {
    return this.syncs.list(tenantId, integrationId, page);
  }

  async accounts(tenantId: TenantId, syncId: SyncId): Promise<AccountSyncView[]> {
    await this.assertThere(tenantId, syncId);
    return this.accountSyncs.ofSync(tenantId, syncId);
  }

  /** The matrix account x region x kind, with the reason of every listing that fell short; in pages. */
  async scopes(
    tenantId: TenantId,
    syncId: SyncId,
    page: ScopePage,
  ): Promise<{ scopes: ScopeView[]; next: ScopePlace | null }> {
    await this.assertThere(tenantId, syncId);
    const scopes: ScopeView[] = [];
    let last = page.after;
    for await (const { place, scope } of this.listings(tenantId, syncId, page)) {
      if (page.state !== undefined && scope.state !== page.state) continue;
      if (scopes.length === page.limit) return { scopes, next: last ?? null };
      scopes.push(scope);
      last = place;
    }
    return { scopes, next: null };
  }

  /** The fields of the mapping that came out null or failed for what this sync mapped; at most 100, the worst first. */
  async mapping(tenantId: TenantId, syncId: SyncId): Promise<FieldOutcome[]> {
    return this.accountSyncs.fieldFaults(tenantId, syncId, MAX_FIELDS);
  }

  /** What the stages took, over all accounts. */
  async stages(tenantId: TenantId, syncId: SyncId): Promise<Record<Stage, StageEffort>> {
    const total: Effort = {};
    for (const effort of await this.accountSyncs.effortsOf(tenantId, syncId)) addEffort(total, effort);
    return wholeEffort(total);
  }

  /** Kinds that yielded nothing although not everything was looked at; at most 100, the log has every one. */
  async warnings(tenantId: TenantId, syncId: SyncId): Promise<EmptyKind[]> {
    return this.accountSyncs.warningsOf(tenantId, syncId, MAX_WARNINGS);
  }

  async events(tenantId: TenantId, syncId: SyncId, after: number): Promise<SyncEvent[]> {
    await this.assertThere(tenantId, syncId);
    return this.syncEvents.since(tenantId, syncId, after);
  }

  private async assertThere(tenantId: TenantId, syncId: SyncId): Promise<void> {
    if (!(await this.syncs.get(tenantId, syncId))) throw new NotFound('Sync');
  }

  private async *listings(
    tenantId: TenantId,
    syncId: SyncId,
    { after, state }: ScopePage,
  ): AsyncGenerator<{ place: ScopePlace; scope: ScopeView }> {
    for (let from = after?.awsAccountId ?? '', first = true; ; first = false) {
      const page = await this.accountSyncs.matrices(tenantId, syncId, { from, state, limit: ACCOUNTS_AT_ONCE });
      // Later pages begin with the account that the one before ended with.
      for (const matrix of first ? page : page.slice(1)) yield* scopesOf(matrix, after);
      if (page.length < ACCOUNTS_AT_ONCE) return;
      from = page[page.length - 1]?.awsAccountId ?? from;
    }
  }
}

/** The listings of an account that come after a place. */
function scopesOf(
  { awsAccountId, plan, done, outcomes }: ScopeMatrix,
  after: ScopePlace | undefined,
): { place: ScopePlace; scope: ScopeView }[] {
  const ended = CellSet.from(done);
  const shown = awsAccountId === after?.awsAccountId ? after.cell : -1;
  const cells = cellsOf(plan).filter((cell) => cell.number > shown);
  return cells.map(({ number, kind, region }) => {
    const outcome = outcomes[number];
    const scope: ScopeView = {
      accountId: awsAccountId,
      region,
      kind,
      state: outcome?.state ?? (ended.has(number) ? 'complete' : 'waiting'),
      items: outcome?.items ?? 0,
      models: outcome?.models ?? null,
      ...reasonOf(outcome),
      durationMs: outcome?.ms ?? null,
      stages: wholeEffort(outcome?.effort ?? {}),
    };
    return { place: { awsAccountId, cell: number }, scope };
  });
}

function reasonOf(outcome: CellOutcomes[string] | undefined): Pick<ScopeView, 'reason' | 'detail' | 'remedy'> {
  if (outcome?.state === 'incomplete')
    return { reason: outcome.reason, detail: outcome.detail, remedy: outcome.remedy ?? remedyOf(outcome) };
  if (outcome?.state === 'skipped')
    return { reason: 'skipped', detail: outcome.detail, remedy: remedyOf({ reason: 'skipped' }) };
  if (outcome?.restricted === undefined) return { reason: null, detail: null, remedy: null };
  const { count, action } = outcome.restricted;
  const detail = `${count} of ${outcome.items} resources show what the list tells of them: ${action} is not allowed to us.`;
  return { reason: 'restricted', detail, remedy: remedyOf({ reason: 'restricted' }) };
}

function sumOf(accounts: Partial<SyncCounts>[]): SyncCounts {
  const total = accounts.reduce<SyncCounts>((sum, counts) => addCounts(sum, { ...noCounts(), ...counts }), noCounts());
  return { ...total, accounts: accounts.length };
}
