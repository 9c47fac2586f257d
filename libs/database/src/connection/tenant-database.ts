import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TenantId } from '@longshore/domain';
import pg from 'pg';
import { DatabaseOptions } from './database-options.js';
import { inTransaction, withRetries, type Transaction } from './transaction.js';

/** The tenants' tables, as role longshore_app: row level security shows one tenant's rows per transaction, and none without a tenant. */
@Injectable()
export class TenantDatabase implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(options: DatabaseOptions) {
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: options.maxConnections,
      options: '-c role=longshore_app -c timezone=UTC',
      application_name: 'longshore',
    });
    // An idle connection that breaks is replaced by the pool; the next query tells if the server is gone.
    this.pool.on('error', () => undefined);
  }

  /** `work` may run more than once, so it touches nothing but the database. */
  async transaction<Result>(tenantId: TenantId, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return withRetries(async () => inTransaction(await this.pool.connect(), beginFor(tenantId), work));
  }

  /** The same for what may be lost in a power cut, because it is found out again: it does not wait for the disk. */
  async replayable<Result>(tenantId: TenantId, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const begin = `${beginFor(tenantId)}; set local synchronous_commit = off`;
    return withRetries(async () => inTransaction(await this.pool.connect(), begin, work));
  }

  /** A transaction in which no tenant is set: every table must look empty. For the proof that it does. */
  async withoutTenant<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return inTransaction(await this.pool.connect(), 'begin', work);
  }

  /** Not sooner: jobs that are still running end before the application shuts down, and need their connections until then. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}

/** The id stands in the statement text, since `set` takes no parameters: only a checked uuid may get there. */
function beginFor(tenantId: TenantId): string {
  return `begin; set local app.tenant = '${TenantId.parse(tenantId)}'`;
}
