import { DomainError } from '@longshore/domain';

/** The queue did not take a job in time. Nothing is lost: the repair loop offers the work again. */
export class QueueUnavailable extends DomainError {
  readonly code = 'ERR_UNAVAILABLE';
  readonly fault = 'ours';
  readonly retryable = true;

  constructor(detail: string, options?: ErrorOptions) {
    super(`The job queue did not answer (${detail}). The work is offered again; check PostgreSQL or Redis.`, options);
  }
}
