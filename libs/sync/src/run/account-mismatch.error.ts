import { DomainError } from '@longshore/domain';

/** The session belongs to another account than the role's ARN says. */
export class AccountMismatch extends DomainError {
  readonly code = 'ERR_AWS_CALL_FAILED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(roleArn: string, expected: string, reached: string) {
    super(
      `${roleArn} should be in account ${expected}, but AWS says ${reached}. Send the PortIntegrationRoleArn output of the stack again.`,
    );
  }
}
