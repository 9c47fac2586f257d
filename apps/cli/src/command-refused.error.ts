import { DomainError, type InputProblem } from '@longshore/domain';

/** What was asked cannot be done as it was asked; nothing was stored. */
export class CommandRefused extends DomainError {
  readonly code = 'ERR_INVALID_INPUT';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(detail: string, problems: InputProblem[] = []) {
    super([detail, ...problems.map((problem) => `${problem.pointer || '/'} ${problem.detail}`)].join('\n'));
  }
}
