import type { HttpAnswer } from './exchange.js';

/** Waits that long, or throws when the request has no time left for it. */
export type Wait = (ms: number) => Promise<void>;

/** When the next request to an organization may leave. */
export interface Pace {
  /** Resolves when the request may leave. */
  take(organization: string, wait: Wait): Promise<void>;
  learn(organization: string, answer: HttpAnswer): Promise<void>;
}
