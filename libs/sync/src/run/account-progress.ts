import {
  CellSet,
  noCounts,
  type AccountPlan,
  type Cell,
  type Effort,
  type EmptyKind,
  type JsonObject,
  type Outcome,
  type SyncCounts,
  type SyncId,
  type TenantId,
} from '@longshore/domain';
import type {
  AccountSyncRow,
  AccountSyncStore,
  CellOutcomes,
  CellReport,
  Fence,
  NewLogLine,
  SyncEventStore,
} from '@longshore/database';
import { LeaseLost } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { CellTally } from './cell-tally.js';
import { FieldOutcomes } from './field-outcomes.js';
import { PendingStory } from './pending-story.js';
import { emptyKinds } from './warn-of-empty-kinds.js';

const FLUSH_MS = 2_000;
const FLUSH_CELLS = 50;
/** Kinds that are warned of per account; the log has every one. */
const MAX_WARNINGS = 100;

/** How far an account sync has come: kept in memory, flushed together, so that a quiet scope costs no write of its own. */
export class AccountProgress {
  readonly counts: SyncCounts;
  readonly fields: FieldOutcomes;
  private readonly done: CellSet;
  private readonly outcomes: CellOutcomes;
  private readonly effort: Effort;
  private warnings: EmptyKind[];
  private readonly story: PendingStory;
  private flushedAt = performance.now();
  private unflushed = 0;
  /** One flush at a time: an older state must not be written after a newer one. */
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly stores: { accountSyncs: AccountSyncStore; events: SyncEventStore },
    private readonly sync: { tenantId: TenantId; syncId: SyncId; fence: Fence },
    row: Pick<AccountSyncRow, 'awsAccountId' | 'counts' | 'done' | 'outcomes' | 'fields' | 'effort' | 'warnings'>,
  ) {
    this.effort = structuredClone(row.effort);
    this.warnings = row.warnings;
    this.story = new PendingStory(row.awsAccountId);
    this.counts = { ...noCounts(), accounts: 1, ...structuredClone(row.counts) };
    this.fields = new FieldOutcomes(row.fields);
    this.done = CellSet.from(row.done);
    this.outcomes = { ...row.outcomes };
  }

  isDone(cell: Cell): boolean {
    return this.done.has(cell.number);
  }

  /** True when no listing of this account fell short and nothing failed. */
  get isComplete(): boolean {
    return this.counts.incomplete === 0 && this.counts.entities.failed === 0;
  }

  /** The cells that were walked to their end, and those of which the ledger knows which resource models were. */
  completed(cells: Cell[]): Cell[] {
    return cells.filter((cell) => {
      const { state = 'complete', models } = this.outcomes[cell.number] ?? {};
      return this.isDone(cell) && (state === 'complete' || models !== undefined);
    });
  }

  tally(): CellTally {
    return new CellTally(this.effort);
  }

  async ended(cell: Cell, outcome: Outcome, report: CellReport): Promise<void> {
    this.done.add(cell.number);
    this.counts.scopes += 1;
    this.counts[outcome.state] += 1;
    if (report.items > 0 || outcome.state !== 'complete') this.outcomes[cell.number] = { ...outcome, ...report };
    const { kind, region } = cell;
    if (outcome.state === 'incomplete')
      this.tell('scope.incomplete', { kind, region, reason: outcome.reason, detail: outcome.detail });
    else if (report.items > 0) this.log(listedLine(cell, report));
    this.unflushed += 1;
    await this.advanced();
  }

  /** Flushes when it is time; to be called after each page. */
  async advanced(): Promise<void> {
    if (this.unflushed >= FLUSH_CELLS || performance.now() - this.flushedAt > FLUSH_MS) await this.flush();
  }

  /** Warns of the kinds that yielded nothing although not everything was looked at; once, when everything has been walked. */
  walked(plan: AccountPlan, { entries, row }: Pick<AccountSyncContext, 'entries' | 'row'>): void {
    if (this.warnings.length > 0) return;
    const { awsAccountId, filter } = row;
    const restrictedTo = filter?.regions ?? null;
    const found = emptyKinds({ awsAccountId, plan, entries, outcomes: this.outcomes, restrictedTo });
    this.warnings = found.slice(0, MAX_WARNINGS);
    for (const { accountId: _, ...warning } of found) this.tell('kind.empty', { awsAccountId, ...warning });
  }

  /** Events are for those who watch; the counts hold what must not be lost. They become lines of the log as well. */
  tell(type: string, data: JsonObject): void {
    this.story.tell(type, data);
  }

  /** For the log alone. */
  log(line: NewLogLine): void {
    this.story.log(line);
  }

  async flush(): Promise<void> {
    this.flushedAt = performance.now();
    this.unflushed = 0;
    this.flushing = this.flushing.then(() => this.write());
    await this.flushing;
  }

  private async write(): Promise<void> {
    const { events, lines } = this.story.take();
    events.push({ type: 'progress', data: structuredClone(this.counts) as unknown as JsonObject });
    const fields = this.fields.take();
    const counts = structuredClone(this.counts);
    const { outcomes, effort, warnings } = this;
    const progress = { done: this.done.toBuffer(), outcomes, counts, effort, warnings, ...(fields && { fields }) };
    const { tenantId, syncId, fence } = this.sync;
    if (!(await this.stores.accountSyncs.flush(tenantId, fence.accountSyncId, fence.fence, progress)))
      throw new LeaseLost();
    await this.stores.events.append(tenantId, syncId, events, lines);
  }
}

function listedLine({ kind, region }: Cell, { items, ms = 0, effort = {}, restricted }: CellReport): NewLogLine {
  const isDisturbed =
    restricted !== undefined || Object.values(effort).some((spent) => spent.throttles ?? spent.failures);
  const data = { items, ms, effort, ...(restricted && { restricted }) };
  return { level: isDisturbed ? 'warning' : 'info', message: 'listed', kind, region, data };
}
