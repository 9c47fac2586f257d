import { DomainError } from '@longshore/domain';

/** A token is not one that we signed for that issuer, or its time is not now. */
export class WorkloadTokenRejected extends DomainError {
  readonly code = 'ERR_UNAUTHENTICATED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(detail: string, options?: ErrorOptions) {
    super(`The workload token is not valid: ${detail}. Ask the issuer for a new one.`, options);
  }
}
