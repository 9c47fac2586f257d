import { DomainError } from '@longshore/domain';

/** One Port organization belongs to one tenant: two ledgers would fight over its catalog. */
export class PortOrganizationTaken extends DomainError {
  readonly code = 'ERR_PORT_ORGANIZATION_TAKEN';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(readonly portOrgId: string) {
    super(
      `The Port organization ${portOrgId} already belongs to a tenant. Use that tenant, or delete it before you register the organization again.`,
    );
  }
}

/** What was to be changed has changed since it was read (If-Match, RFC 9110 13.1.1). */
export class VersionMismatch extends DomainError {
  readonly code = 'ERR_PRECONDITION_FAILED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(what: string, expected: number | null, actual: number | null) {
    super(
      `${what} is at version ${actual ?? 'none'}, not ${expected ?? 'none'}: somebody changed it. Read it again, then repeat the change.`,
    );
  }
}

/** The same Idempotency-Key came with another request. */
export class IdempotencyMismatch extends DomainError {
  readonly code = 'ERR_IDEMPOTENCY_MISMATCH';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(key: string) {
    super(`The Idempotency-Key ${key} was used for another request. Send a new key with each new request.`);
  }
}
