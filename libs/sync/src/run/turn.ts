import type { KillSwitches, KindLimit } from '@longshore/database';

/** What a running account sync has to ask again and again. */
export interface TurnWatch {
  switches(): Promise<KillSwitches>;
  /** Whether account syncs are queued that no worker has taken yet. */
  othersWait(): Promise<boolean>;
}

/** An account sync keeps its slot this long while others wait; then it checkpoints and queues again. */
const SLICE_MS = 60_000;

/** How long a worker may go on with an account sync, and what it may do meanwhile. */
export class Turn {
  /** Kinds that are left, and that too many other accounts read: the work goes on when fewer do. */
  awaited: readonly KindLimit[] = [];
  private isSliceOver = false;

  private readonly beganAt: number;

  private constructor(
    private readonly watch: TurnWatch,
    private readonly stopping: AbortSignal,
    private readonly now: () => number,
    private current: KillSwitches,
  ) {
    this.beganAt = now();
  }

  static async begin(watch: TurnWatch, stopping: AbortSignal, now = () => performance.now()): Promise<Turn> {
    return new Turn(watch, stopping, now, await watch.switches());
  }

  get switches(): KillSwitches {
    return this.current;
  }

  /** The work must be given back: the process ends, or syncs are switched off. */
  get mustEnd(): boolean {
    return this.stopping.aborted || this.current.syncs === 'off';
  }

  /** The work should be given back where that loses nothing. */
  get isOver(): boolean {
    return this.mustEnd || this.isSliceOver;
  }

  /** Looks at the switches and at the queue again. */
  async look(): Promise<void> {
    this.current = await this.watch.switches();
    if (this.now() - this.beganAt >= SLICE_MS) this.isSliceOver = await this.watch.othersWait();
  }
}
