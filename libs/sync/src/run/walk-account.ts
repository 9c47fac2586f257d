import { Injectable } from '@nestjs/common';
import { cellsOf, type AccountPlan, type Cell } from '@longshore/domain';
import { KindSlotStore, WalkLedger, type KindLimit, type Observation } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { limitOf } from './kind-limits.js';
import { entriesIn } from './plan-of.js';
import { Semaphore } from './semaphore.js';
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
      await this.walkScope.run(context, cell, entriesIn(context.entries, cell.kind, cell.region), look);
    } catch (error) {
      // The first failure that an account sync cannot survive ends the other walks too, and stays its reason.
      context.lease.abandon(error);
      throw error;
    }
  }
}
