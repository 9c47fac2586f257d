import { DomainError } from './domain-error.js';

export class NoAccountConnected extends DomainError {
  readonly code = 'ERR_NO_ACCOUNT_CONNECTED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor() {
    super(
      'No AWS account is connected. Create the stack from the installation link and send its PortIntegrationRoleArn output.',
    );
  }
}
