import {
  CellSet,
  noCounts,
  type Cell,
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
  Fence,
  NewSyncEvent,
  SyncEventStore,
} from '@longshore/database';
import { LeaseLost } from '@longshore/database';
import { FieldOutcomes } from './field-outcomes.js';

const FLUSH_MS = 2_000;
const FLUSH_CELLS = 50;
/** Events kept between two flushes; more of them, and only their number is told. */
const MAX_PENDING_EVENTS = 500;

/** How far an account sync has come: kept in memory, flushed together, so that a quiet scope costs no write of its own. */
export class AccountProgress {
  readonly counts: SyncCounts;
  readonly fields: FieldOutcomes;
  private readonly done: CellSet;
  private readonly outcomes: CellOutcomes;
  private events: NewSyncEvent[] = [];
  private omitted = 0;
  private flushedAt = performance.now();
  private unflushed = 0;
  /** One flush at a time: an older state must not be written after a newer one. */
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly stores: { accountSyncs: AccountSyncStore; events: SyncEventStore },
    private readonly sync: { tenantId: TenantId; syncId: SyncId; fence: Fence },
    row: Pick<AccountSyncRow, 'counts' | 'done' | 'outcomes' | 'fields'>,
  ) {
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

  completed(cells: Cell[]): Cell[] {
    return cells.filter(
      (cell) => this.isDone(cell) && (this.outcomes[cell.number]?.state ?? 'complete') === 'complete',
    );
  }

  async ended(cell: Cell, outcome: Outcome, items: number): Promise<void> {
    this.done.add(cell.number);
    this.counts.scopes += 1;
    this.counts[outcome.state] += 1;
    if (items > 0 || outcome.state !== 'complete') this.outcomes[cell.number] = { ...outcome, items };
    if (outcome.state === 'incomplete')
      this.tell('scope.incomplete', {
        kind: cell.kind,
        region: cell.region,
        reason: outcome.reason,
        detail: outcome.detail,
      });
    this.unflushed += 1;
    await this.advanced();
  }

  /** Flushes when it is time; to be called after each page. */
  async advanced(): Promise<void> {
    if (this.unflushed >= FLUSH_CELLS || performance.now() - this.flushedAt > FLUSH_MS) await this.flush();
  }

  /** Events are for those who watch; the counts hold what must not be lost. */
  tell(type: string, data: JsonObject): void {
    if (this.events.length < MAX_PENDING_EVENTS) this.events.push({ type, data });
    else this.omitted += 1;
  }

  async flush(): Promise<void> {
    this.flushedAt = performance.now();
    this.unflushed = 0;
    this.flushing = this.flushing.then(() => this.write());
    await this.flushing;
  }

  private async write(): Promise<void> {
    const events = this.events;
    if (this.omitted > 0) events.push({ type: 'events.omitted', data: { count: this.omitted } });
    events.push({ type: 'progress', data: structuredClone(this.counts) as unknown as JsonObject });
    this.events = [];
    this.omitted = 0;
    const fields = this.fields.take();
    const counts = structuredClone(this.counts);
    const progress = { done: this.done.toBuffer(), outcomes: this.outcomes, counts, ...(fields && { fields }) };
    const { tenantId, syncId, fence } = this.sync;
    if (!(await this.stores.accountSyncs.flush(tenantId, fence.accountSyncId, fence.fence, progress)))
      throw new LeaseLost();
    await this.stores.events.append(tenantId, syncId, events);
  }
}
