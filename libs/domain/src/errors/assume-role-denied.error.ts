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

  /** False where STS never judged the role: it could not fetch our issuer's documents, or our clock is wrong. */
  get isAboutRole(): boolean {
    return !/^(IDPCommunicationError|ExpiredToken)/.test(this.awsCode) && !/verification key/i.test(this.detail);
  }
}
