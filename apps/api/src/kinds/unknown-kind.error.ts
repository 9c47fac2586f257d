import { DomainError } from '@longshore/domain';

/** A name that the catalogue does not have. */
export class UnknownKind extends DomainError {
  readonly code = 'ERR_UNKNOWN_KIND';
  readonly fault = 'customer';
  readonly retryable = false;

  /** `similar`: names that may have been meant. `notices`: why the accounts of the tenant could not be asked. */
  constructor(name: string, similar: string[], notices: string[]) {
    const hint =
      similar.length > 0 ? `Did you mean ${similar.join(' or ')}?` : 'GET /v1/kinds?query= searches the catalogue.';
    super([`There is no kind ${name}. ${hint}`, ...notices].join(' '));
  }
}
