import { assertDatabaseReady, DatabaseOptions } from '@longshore/database';
import { DomainError } from '@longshore/domain';

const ASK_AGAIN_MS = 1_000;

/**
 * Whether the database is there, at the version of this process, and binds it to the tenants' policies. Asked until it
 * once was: a database that is away may come back, and nothing may be served from it before it was checked.
 */
export class DatabaseReadiness {
  private isReady = false;
  private asking: Promise<void> | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private failure: unknown = null;

  constructor(private readonly database: DatabaseOptions) {}

  /** Throws why it is not ready: SchemaOutdated, DatabaseRoleUnsafe, ClockSkew, or what the connection failed with. */
  async require(): Promise<void> {
    if (this.isReady) return;
    if (this.asking === null && Date.now() - this.askedAt < ASK_AGAIN_MS) throw this.failure;
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    await this.asking;
  }

  /** At the start: throws when the database is there but must not be used; the problem with one that is away, else null. */
  async problemAtStart(): Promise<Error | null> {
    try {
      await this.require();
      return null;
    } catch (error) {
      if (error instanceof DomainError || !(error instanceof Error)) throw error;
      return error;
    }
  }

  private async ask(): Promise<void> {
    this.askedAt = Date.now();
    try {
      await assertDatabaseReady(this.database);
      this.isReady = true;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
