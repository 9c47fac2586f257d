import { AsyncLocalStorage } from 'node:async_hooks';
import { FENCED, PORT_WRITES, RENEWAL, STEPS, type Point } from './calls.js';
import type { Moment, Strike } from './struck.js';

/** What happens to a worker when it reaches a point for the n-th time: its process ends, or stands still. */
export interface Fate extends Point {
  nth: number;
  what: 'vanishes' | 'stands still';
}

/** What everything that a worker does meets once it has vanished. */
export class WorkerVanished extends Error {}

/** The fates of a sync's workers; each comes true once. */
export class Fates {
  private readonly counts = new Map<string, number>();

  constructor(private readonly open: Fate[]) {}

  /** How often each moment has come, by `before PageLedger.intend`. */
  get moments(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  take({ call, when }: Moment): Fate | undefined {
    const name = `${when} ${call}`;
    const nth = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, nth);
    return this.open.find((fate) => fate.when === when && STEPS[fate.step] === call && fate.nth === nth);
  }
}

const STILL_MS = 100;

const lives = new AsyncLocalStorage<Life>();

/** For `createTestWorker`: whatever a life does meets what is in store for it. */
export const strikeLives: Strike = async (moment) => lives.getStore()?.meet(moment);

/** One worker's work on one account sync. */
export class Life {
  readonly violations: string[] = [];
  readonly stoodStill = signal();
  /** The database has told it that its lease is another's. */
  readonly learned = signal();
  private readonly goesOn = signal();
  private state: 'alive' | 'gone' | 'superseded' | 'warned' = 'alive';
  /** Calls that began after another worker had taken over, by their arguments. */
  private readonly late = new WeakSet<readonly unknown[]>();
  private holdsLease = false;
  /** When it last did something. */
  private movedAt = performance.now();
  private stoodIn: readonly unknown[] | undefined;

  constructor(private readonly fates: Fates) {}

  /** Whether it holds a lease that it renews; before that nothing tells it anything. */
  get isRenewing(): boolean {
    return this.holdsLease;
  }

  get hasVanished(): boolean {
    return this.state === 'gone';
  }

  live<Result>(work: () => Promise<Result>): Promise<Result> {
    return lives.run(this, work);
  }

  /** Another worker has won the lease. */
  supersede(): void {
    this.state = 'superseded';
  }

  /** It wakes up; from here on one that renews its lease knows that it has to stop. */
  wake(): void {
    if (this.state === 'superseded' && this.holdsLease) this.state = 'warned';
    this.goesOn.give();
  }

  /** Whether everything else that it does has come to an end, too. */
  get isStill(): boolean {
    return performance.now() - this.movedAt > STILL_MS;
  }

  async meet(moment: Moment): Promise<void> {
    this.movedAt = performance.now();
    if (this.state === 'gone') throw new WorkerVanished();
    if (this.state === 'alive') await this.mayMeetFate(moment);
    if (this.state === 'superseded' || this.state === 'warned') this.judge(moment);
    if (moment.call === STEPS.claim && moment.when === 'after') this.holdsLease = true;
  }

  private async mayMeetFate(moment: Moment): Promise<void> {
    const fate = this.fates.take(moment);
    if (!fate) return;
    if (fate.what === 'vanishes') {
      this.state = 'gone';
      throw new WorkerVanished();
    }
    this.stoodIn = moment.args;
    this.stoodStill.give();
    await this.goesOn.given;
    // Another of its walks may have met its end meanwhile.
    if (this.hasVanished) throw new WorkerVanished();
  }

  private judge({ call, when, args, result, error }: Moment): void {
    if (when === 'before') {
      this.late.add(args);
      if (this.state === 'warned' && PORT_WRITES.has(call) && args !== this.stoodIn)
        this.violations.push(`${call} after the lease was known to be lost`);
      return;
    }
    if (call === RENEWAL) this.learned.give();
    const isRefused = error !== undefined || result === false || result === 'lost';
    const isEmpty = args.some((argument) => Array.isArray(argument) && argument.length === 0);
    if (FENCED.has(call) && this.late.has(args) && !isRefused && !isEmpty)
      this.violations.push(`${call} of a worker that had lost its lease was accepted`);
  }
}

function signal(): { given: Promise<void>; give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
