/** What an answer of Port says about the rate window of its organization. */
export interface RateReading {
  /** Requests per window, and the length of the window; absent when the answer did not tell. */
  limit?: number;
  periodSeconds?: number;
  /** Requests left in the window; 0 for a refusal with 429. */
  remaining: number;
  /** Until the window ends or, after a refusal, until Port wants to be asked again. A duration: clocks differ. */
  resetsInMs: number;
}

/** `granted` requests may leave after `waitMs`. Nothing granted: ask again then. */
export interface BudgetLease {
  granted: number;
  waitMs: number;
}

/**
 * The requests that all processes together may send to one Port organization: at most 70 % of Port's limit on average,
 * bursts as long as Port's answers show room for them. One organization's pause never touches another's budget.
 */
export abstract class PortBudget {
  /** `want`: 1 or more; fewer may be granted. What was granted and is not used is lost. */
  abstract lease(organization: string, want: number): Promise<BudgetLease>;
  abstract report(organization: string, reading: RateReading): Promise<void>;
}
