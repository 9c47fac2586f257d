import { DomainError } from '@longshore/domain';

/** No token, or one that nobody was given. */
export class Unauthenticated extends DomainError {
  readonly code = 'ERR_UNAUTHENTICATED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(expected: string) {
    super(`Send "Authorization: Bearer <token>" with ${expected}.`);
  }
}
