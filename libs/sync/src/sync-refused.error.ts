import { DomainError } from '@longshore/domain';

/** One sync of an integration at a time. */
export class SyncRunning extends DomainError {
  readonly code = 'ERR_SYNC_RUNNING';
  readonly fault = 'customer';
  readonly retryable = true;

  constructor() {
    super('A sync of this integration is running. Wait for it to end, or cancel it first.');
  }
}

export class SyncsSwitchedOff extends DomainError {
  readonly code = 'ERR_SYNCS_SWITCHED_OFF';
  readonly fault = 'ours';
  readonly retryable = true;

  constructor() {
    super('Syncs are switched off for now. Nothing is lost: the schedule goes on when they are switched on again.');
  }
}
