import { Injectable } from '@nestjs/common';
import {
  addCounts,
  CellSet,
  cellsOf,
  noCounts,
  NotFound,
  TERMINAL_SYNC_STATES,
  type IntegrationId,
  type SyncCounts,
  type SyncId,
  type TenantId,
} from '@longshore/domain';
import {
  AccountSyncStore,
  SyncEventStore,
  SyncStore,
  type AccountSyncView,
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
  reason: string | null;
  detail: string | null;
  remedy: string | null;
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
    const state = outcome?.state ?? (ended.has(number) ? 'complete' : 'waiting');
    const told = outcome && outcome.state !== 'complete' ? outcome : undefined;
    const scope: ScopeView = {
      accountId: awsAccountId,
      region,
      kind,
      state,
      items: outcome?.items ?? 0,
      reason: told?.state === 'incomplete' ? told.reason : null,
      detail: told?.detail ?? null,
      remedy: told?.state === 'incomplete' ? (told.remedy ?? null) : null,
    };
    return { place: { awsAccountId, cell: number }, scope };
  });
}

function sumOf(accounts: Partial<SyncCounts>[]): SyncCounts {
  const total = accounts.reduce<SyncCounts>((sum, counts) => addCounts(sum, { ...noCounts(), ...counts }), noCounts());
  return { ...total, accounts: accounts.length };
}
