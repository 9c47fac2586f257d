import { DomainError, type InputProblem } from '@longshore/domain';

/** The mapping document cannot be used; the version before it stays in force. */
export class MappingInvalid extends DomainError {
  readonly code = 'ERR_MAPPING_INVALID';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(readonly problems: InputProblem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    super(
      `The mapping has ${count}; nothing was stored. Correct what errors[] names, then send the whole document again.`,
    );
  }
}
