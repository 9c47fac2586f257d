import { DomainError } from '@longshore/domain';

/** Somebody asked for the sync to stop. What was confirmed stays; nothing is deleted. */
export class SyncCancelled extends DomainError {
  readonly code = 'ERR_CONFLICT';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor() {
    super('The sync was cancelled. Start another one to continue.');
  }
}
