import { DomainError } from './domain-error.js';

/** Port does not accept the client id and secret. */
export class PortCredentialsRejected extends DomainError {
  readonly code = 'ERR_PORT_CREDENTIALS_REJECTED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(detail: string, options?: ErrorOptions) {
    super(
      `Port refused the credentials (${detail}). Copy client id and secret from Port, Credentials, and send them again.`,
      options,
    );
  }
}

/** No answer from Port, or one of its 5xx. What was sent may have arrived: treat it as unknown. */
export class PortUnreachable extends DomainError {
  readonly code = 'ERR_PORT_UNREACHABLE';
  readonly fault = 'upstream';
  readonly retryable = true;

  constructor(detail: string, options?: ErrorOptions) {
    super(
      `Port did not answer (${detail}). Nothing was lost; try again, and check Port's region and status page if it persists.`,
      options,
    );
  }
}

/** Port answered a 4xx to a whole request. */
export class PortRejected extends DomainError {
  readonly code = 'ERR_PORT_REJECTED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(
    readonly status: number,
    /** The `error` member of Port's envelope, `not_found`. */
    readonly portError: string,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`Port refused the request (${status} ${portError}: ${detail}).`, options);
  }
}
