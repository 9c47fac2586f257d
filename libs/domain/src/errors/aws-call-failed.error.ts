import type { Effort } from '../sync/effort.js';
import type { IncompleteReason } from '../sync/outcome.js';
import type { Refusal } from '../sync/remedies.js';
import { DomainError, type Fault } from './domain-error.js';

export interface AwsFailure {
  reason: IncompleteReason;
  /** AWS's own error code, `AccessDeniedException`. */
  awsCode: string;
  /** What AWS said, without credentials. */
  detail: string;
  /** What kind of refusal it is, where AWS's answer tells. */
  refusal?: Refusal;
  /** The IAM action that was refused, where the answer names it. */
  action?: string;
  /** True when our own session policy refused, not the customer's role. */
  isRestrictedByUs?: boolean;
  /** True when AWS no longer knows the page token: the walk has to start anew. */
  isTokenExpired?: boolean;
}

/** A call to AWS ended without an answer that can be believed. `reason` becomes the outcome of the scope. */
export class AwsCallFailed extends DomainError {
  readonly code = 'ERR_AWS_CALL_FAILED';
  readonly fault: Fault;
  readonly retryable: boolean;
  /** What was done in vain, where the call was one of a page. */
  effort?: Effort;

  constructor(
    readonly failure: AwsFailure,
    options?: ErrorOptions,
  ) {
    super(`${failure.awsCode}: ${failure.detail}`, options);
    this.fault = failure.reason === 'denied' || failure.reason === 'region-disabled' ? 'customer' : 'upstream';
    this.retryable = ['throttled', 'transient', 'timed-out'].includes(failure.reason);
  }
}
