import type { ErrorCode } from './error-code.js';

/** Who has to act: the customer, a vendor (AWS, Port), or us. Decides HTTP status, log level and what the tenant reads. */
export type Fault = 'customer' | 'upstream' | 'ours';

/**
 * What the product knows can go wrong. Anything else that is thrown is a bug.
 * The message may be shown to the customer: what failed, then what to do. `cause` never leaves the log.
 */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;
  abstract readonly fault: Fault;
  abstract readonly retryable: boolean;

  override get name(): string {
    return this.constructor.name;
  }
}
