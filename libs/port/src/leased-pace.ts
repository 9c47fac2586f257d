import type { PortBudget, RateReading } from '@longshore/domain';
import type { HttpAnswer } from './exchange.js';
import type { Pace, Wait } from './pace.js';
import { rateReading } from './rate-reading.js';

/** A lease is meant to last this long, so that the budget is asked twice a second and not once per request. */
const LEASE_MS = 500;

/** After this long the rest of a lease is given up: requests saved for later would leave at once. */
const LEASE_VALID_MS = 1000;

/** Longest lease until an answer has told Port's limit. */
const PRESUMED_WANT = 8;

interface Organization {
  left: number;
  used: number;
  /** When the requests of the lease may leave. */
  readyAt: number;
  want: number;
  /** The most that a lease asks for: what Port's limit allows in half a second. */
  longest: number;
  /** The latest reading that the budget has not been told. */
  reading: RateReading | undefined;
  leasing: Promise<number> | undefined;
}

/** The pace of all processes together: leases requests from the shared budget, as many as half a second uses up. */
export class LeasedPace implements Pace {
  readonly #organizations = new Map<string, Organization>();

  constructor(private readonly budget: PortBudget) {}

  async take(organization: string, wait: Wait): Promise<void> {
    const held = this.#held(organization);
    for (;;) {
      if (held.left > 0 && Date.now() < held.readyAt + LEASE_VALID_MS) {
        held.left -= 1;
        held.used += 1;
        return wait(held.readyAt - Date.now());
      }
      const pauseMs = await this.#leaseOnce(organization, held);
      // Full jitter on top of the pause: all who wait for the same window must not come back at the same moment.
      if (pauseMs > 0) await wait(pauseMs + Math.random() * LEASE_MS);
    }
  }

  /** A refusal is reported at once and ends the lease; what other answers say goes along with the next lease. */
  async learn(organization: string, answer: HttpAnswer): Promise<void> {
    const reading = rateReading(answer, Date.now());
    if (!reading) return;
    const held = this.#held(organization);
    held.reading = reading;
    if (reading.limit && reading.periodSeconds)
      held.longest = Math.max(1, Math.ceil((reading.limit / reading.periodSeconds) * (LEASE_MS / 1000)));
    if (answer.status !== 429) return;
    held.left = 0;
    await this.#report(organization, held);
  }

  /** Milliseconds to wait before asking again; 0 when something was granted. */
  #leaseOnce(organization: string, held: Organization): Promise<number> {
    held.leasing ??= this.#lease(organization, held).finally(() => {
      held.leasing = undefined;
    });
    return held.leasing;
  }

  async #lease(organization: string, held: Organization): Promise<number> {
    await this.#report(organization, held);
    held.want = nextWant(held, Date.now());
    const { granted, waitMs } = await this.budget.lease(organization, held.want);
    if (granted === 0) return waitMs;
    held.used = 0;
    held.left = granted;
    held.readyAt = Date.now() + waitMs;
    return 0;
  }

  async #report(organization: string, held: Organization): Promise<void> {
    const { reading } = held;
    held.reading = undefined;
    if (reading) await this.budget.report(organization, reading);
  }

  #held(organization: string): Organization {
    const known = this.#organizations.get(organization);
    if (known) return known;
    const held = {
      left: 0,
      used: 0,
      readyAt: 0,
      want: 1,
      reading: undefined,
      longest: PRESUMED_WANT,
      leasing: undefined,
    };
    this.#organizations.set(organization, held);
    return held;
  }
}

/** Twice as much when the lease was used up before its time, else what was used: a quiet process takes nothing from a busy one. */
function nextWant({ left, used, readyAt, want, longest }: Organization, now: number): number {
  const isUsedUp = left === 0 && now < readyAt + LEASE_MS;
  return Math.min(longest, Math.max(1, isUsedUp ? 2 * want : used));
}
