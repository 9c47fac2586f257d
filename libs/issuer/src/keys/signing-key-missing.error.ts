import { DomainError } from '@longshore/domain';

/** No key may sign yet: the only active one was published moments ago, and replicas may not serve it. */
export class SigningKeyMissing extends DomainError {
  readonly code = 'ERR_UNAVAILABLE';
  readonly fault = 'ours';
  readonly retryable = true;

  constructor() {
    super('No signing key may be used yet. Try again in two minutes.');
  }
}
