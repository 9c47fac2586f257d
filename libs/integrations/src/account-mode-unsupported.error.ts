import { DomainError } from '@longshore/domain';

/** This version cannot walk an AWS organization. */
export class AccountModeUnsupported extends DomainError {
  readonly code = 'ERR_ACCOUNT_MODE_UNSUPPORTED';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(mode: string) {
    super(
      `Accounts of mode "${mode}" cannot be connected yet. Use {"mode": "single"} for one account, or {"mode": "list", "roleArns": [...]} for several.`,
    );
  }
}
