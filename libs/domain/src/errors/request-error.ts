import { DomainError } from './domain-error.js';

export interface InputProblem {
  /** JSON pointer (RFC 6901) into the request body. */
  pointer: string;
  detail: string;
}

/** The input breaks its schema or a rule; nothing was stored. */
export class InvalidInput extends DomainError {
  readonly code = 'ERR_INVALID_INPUT';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(readonly problems: InputProblem[]) {
    super(problems.map((problem) => `${problem.pointer || '/'}: ${problem.detail}`).join('; '));
  }
}

/** Not there, or not this tenant's: the two are never told apart. */
export class NotFound extends DomainError {
  readonly code = 'ERR_NOT_FOUND';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(what: string) {
    super(`${what} was not found. Check the id; lists show what exists.`);
  }
}

/** The request contradicts what is stored. */
export class Conflict extends DomainError {
  readonly code = 'ERR_CONFLICT';
  readonly fault = 'customer';
  readonly retryable = false;
}
