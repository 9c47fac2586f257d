import { Injectable } from '@nestjs/common';
import { cellsOf, type AccountPlan, type Cell } from '@longshore/domain';
import { WalkLedger, type Observation } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { entriesIn } from './plan-of.js';
import { Semaphore } from './semaphore.js';
import { WalkScope } from './walk-scope.js';

const REGIONS_AT_ONCE = 8;

/** Walks what is left of a plan: kind by kind in the order of the mapping, since relations point backwards; the regions of a kind in parallel. */
@Injectable()
export class WalkAccount {
  constructor(
    private readonly walks: WalkLedger,
    private readonly walkScope: WalkScope,
  ) {}

  async run(context: AccountSyncContext, plan: AccountPlan): Promise<void> {
    const cells = cellsOf(plan).filter((cell) => !context.progress.isDone(cell));
    for (const { kind } of plan.kinds) {
      const waiting = cells.filter((cell) => cell.kind === kind);
      if (context.turn.isOver) return;
      if (waiting.length > 0) await this.kind(context, waiting);
    }
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
