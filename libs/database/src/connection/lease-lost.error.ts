import { DomainError } from '@longshore/domain';

/** Another worker holds the account sync now; this one must write nothing more. */
export class LeaseLost extends DomainError {
  readonly code = 'ERR_LEASE_LOST';
  readonly fault = 'ours';
  readonly retryable = true;

  constructor() {
    super('The lease of this account sync was lost. The worker that holds it now continues from the last checkpoint.');
  }
}
