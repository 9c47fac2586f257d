import { DomainError } from '@longshore/domain';

/** This process never reached its database and has no snapshot on disk, so it knows no issuer. */
export class IssuerUnavailable extends DomainError {
  readonly code = 'ERR_UNAVAILABLE';
  readonly fault = 'ours';
  readonly retryable = true;

  constructor() {
    super('The issuer has not read its keys yet. Try again shortly.');
  }
}
