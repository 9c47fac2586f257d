import { DomainError } from '@longshore/domain';

/** The database lacks migrations that this version of the code needs. */
export class SchemaOutdated extends DomainError {
  readonly code = 'ERR_SCHEMA_OUTDATED';
  readonly fault = 'ours';
  readonly retryable = false;

  constructor(readonly missing: string[]) {
    super(`The database lacks ${missing.join(', ')}. Run "npm run migrate", then start again.`);
  }
}

/** A migration could not be applied; what it changed was rolled back unless it runs outside a transaction. */
export class MigrationFailed extends DomainError {
  readonly code = 'ERR_SCHEMA_OUTDATED';
  readonly fault = 'ours';
  readonly retryable = false;
}

/** The connection's role would see through row level security. */
export class DatabaseRoleUnsafe extends DomainError {
  readonly code = 'ERR_DATABASE_ROLE_UNSAFE';
  readonly fault = 'ours';
  readonly retryable = false;

  constructor(role: string) {
    super(
      `The database connection acts as ${role}, which bypasses row level security: tenants would see each other. Let DATABASE_URL reach PostgreSQL directly or through a pooler that passes on the startup option "role", and revoke superuser and bypassrls from longshore_app and longshore_system.`,
    );
  }
}

/** Leases and locks compare times of several machines. */
export class ClockSkew extends DomainError {
  readonly code = 'ERR_CLOCK_SKEW';
  readonly fault = 'ours';
  readonly retryable = true;

  constructor(seconds: number) {
    super(
      `The clocks of this machine and of the database differ by ${seconds.toFixed(1)} s, more than ${MAX_CLOCK_SKEW_S} s. Let both follow a time server (NTP), then start again.`,
    );
  }
}

export const MAX_CLOCK_SKEW_S = 5;
