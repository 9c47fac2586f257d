import { DomainError } from '@longshore/domain';

/** The embedded PostgreSQL cannot run here; the message says what to change. */
export class EmbeddedPostgresUnusable extends DomainError {
  readonly code = 'ERR_UNAVAILABLE';
  readonly fault = 'ours';
  readonly retryable = false;
}

/** Another process holds the data folder. */
export class AlreadyRunning extends DomainError {
  readonly code = 'ERR_CONFLICT';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(
    readonly holder: { pid: number; url: string | null },
    dataDir: string,
  ) {
    const where = holder.url === null ? 'is still starting' : `serves ${holder.url}`;
    super(
      `Longshore is already running with the data folder ${dataDir}: process ${holder.pid} ${where}. Use that one, stop it, or set DATA_DIR to another folder.`,
    );
  }
}
