import { addEffort, spend, type Effort, type ResourcePage, type Stage, type StageEffort } from '@longshore/domain';
import type { CellReport } from '@longshore/database';

/** What one listing takes, counted for itself and for its account sync at once. */
export class CellTally {
  private readonly effort: Effort = {};
  private readonly beganAt = performance.now();
  private restricted: CellReport['restricted'];

  constructor(private readonly total: Effort) {}

  spend(stage: Stage, spent: Partial<StageEffort>): void {
    spend(this.effort, stage, spent);
    spend(this.total, stage, spent);
  }

  async timed<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.spend(stage, { ms: performance.now() - began });
    }
  }

  /** What reading took, whether it ended in a page or in a failure. */
  take(effort: Effort = {}): void {
    addEffort(this.effort, effort);
    addEffort(this.total, effort);
  }

  listed({ resources, effort }: ResourcePage): void {
    this.take(effort);
    for (const { restricted } of resources)
      if (restricted !== undefined)
        this.restricted = { count: (this.restricted?.count ?? 0) + 1, action: this.restricted?.action ?? restricted };
  }

  report(items: number): CellReport {
    const ms = Math.round(performance.now() - this.beganAt);
    return { items, ms, effort: this.effort, ...(this.restricted && { restricted: this.restricted }) };
  }
}
