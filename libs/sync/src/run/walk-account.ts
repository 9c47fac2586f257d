import { Injectable } from '@nestjs/common';
import { cellsOf, type AccountPlan, type Cell } from '@longshore/domain';
import { KindSlotStore, WalkLedger, type KindLimit, type Observation } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { limitOf } from './kind-limits.js';
import { modelsOf } from './models-of.js';
import { entriesIn, listingOf } from './plan-of.js';
import { Semaphore } from './semaphore.js';
import { WalkModels } from './walk-models.js';
import { WalkScope } from './walk-scope.js';

const REGIONS_AT_ONCE = 8;

/**
 * Walks what is left of a plan: kind by kind in the order of the mapping, since relations point backwards; the regions of a kind in parallel.
 * A kind that too many other accounts read comes after the others; where only such are left, the account sync waits without a worker.
 */
@Injectable()
export class WalkAccount {
  constructor(
    private readonly walks: WalkLedger,
    private readonly walkScope: WalkScope,
    private readonly walkModels: WalkModels,
    private readonly slots: KindSlotStore,
  ) {}

  async run(context: AccountSyncContext, plan: AccountPlan): Promise<void> {
    const cells = cellsOf(plan).filter((cell) => !context.progress.isDone(cell));
    let kinds = plan.kinds.map(({ kind }) => kind).filter((kind) => cells.some((cell) => cell.kind === kind));
    while (kinds.length > 0) {
      const full: KindLimit[] = [];
      for (const kind of kinds) {
        if (context.turn.isOver) return;
        const limit = limitOf(context.entries, kind, context.row.cap) ?? Infinity;
        const waiting = cells.filter((cell) => cell.kind === kind);
        if (!(await this.within({ kind, limit }, context, waiting))) full.push({ kind, limit });
      }
      if (full.length === kinds.length) context.turn.awaited = full;
      kinds = context.turn.awaited.length > 0 ? [] : full.map(({ kind }) => kind);
    }
  }

  /** False when too many other accounts read the kind. */
  private async within(limit: KindLimit, context: AccountSyncContext, cells: Cell[]): Promise<boolean> {
    const { tenantId, row } = context;
    const isLimited = Number.isFinite(limit.limit);
    if (isLimited && !(await this.slots.take(tenantId, row, limit))) return false;
    await this.kind(context, cells);
    if (isLimited) await this.slots.free(tenantId, row, limit.kind);
    return true;
  }

  private async kind(context: AccountSyncContext, cells: Cell[]): Promise<void> {
    // One number for the regions of a kind: an empty listing then costs the database nothing.
    const look = await this.walks.observe(context.tenantId);
    const regions = new Semaphore(REGIONS_AT_ONCE);
    const walks = cells.map((cell) => regions.run(() => this.cell(context, cell, look)));
    // All have ended before anything else is written.
    const failed = (await Promise.allSettled(walks)).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async cell(context: AccountSyncContext, cell: Cell, look: Observation): Promise<void> {
    if (context.turn.isOver) return;
    try {
      const { progress } = context;
      const { integrationId, accountId } = context.row;
      const { kind, region } = cell;
      const entries = entriesIn(context.entries, kind, region);
      const scope = { integrationId, accountId, region, kind };
      const listing = listingOf(cell, entries, context.reads);
      const place = { cell, scope, listing, entries, look, tally: progress.tally() };
      const models = modelsOf(cell, entries, context);
      const end = await (models ? this.walkModels.run(context, place, models) : this.walkScope.run(context, place));
      if (end === 'stopped') return;
      const { outcome, items, ...rest } = end;
      await progress.ended(cell, outcome, { ...place.tally.report(items), ...rest });
    } catch (error) {
      // The first failure that an account sync cannot survive ends the other walks too, and stays its reason.
      context.lease.abandon(error);
      throw error;
    }
  }
}
