import { DomainError } from './domain-error.js';

/** STS refused our token: the role is gone, or its trust policy names another issuer, audience or subject. */
export class AssumeRoleDenied extends DomainError {
  readonly code = 'ERR_AWS_ASSUME_ROLE_DENIED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(
    readonly roleArn: string,
    /** STS's code: AccessDenied, InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError, ... */
    readonly awsCode: string,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(
      `Cannot assume ${roleArn} (${awsCode}: ${detail}). Create or update the stack from the installation link in that AWS account, then verify the integration again.`,
      options,
    );
  }
}
