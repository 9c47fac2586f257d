import { DomainError } from '@longshore/domain';
import { suggestKind } from '@longshore/kinds';

/** A name that the catalogue does not have. */
export class UnknownKind extends DomainError {
  readonly code = 'ERR_UNKNOWN_KIND';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(name: string) {
    const similar = suggestKind(name);
    const hint =
      similar.length > 0 ? `Did you mean ${similar.join(' or ')}?` : 'GET /v1/kinds?query= searches the catalogue.';
    super(`There is no kind ${name}. ${hint}`);
  }
}
