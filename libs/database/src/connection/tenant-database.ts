import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TenantId } from '@longshore/domain';
import pg from 'pg';
import { DatabaseOptions } from './database-options.js';
import { LeaseLost } from './lease-lost.error.js';
import { Pipeline, type Statement, type StatementResult } from './pipeline.js';
import { inTransaction, withRetries, type Transaction } from './transaction.js';

/** What `app.hold_fence` raises. */
const LEASE_LOST = 'LS001';

/**
 * For statements that are planned once a connection, whatever the tables hold then: an empty table would be read whole ever after, and
 * a plan of its own for each execution takes longer than the execution. Every look-up of a pipeline goes through an index.
 */
const SETTINGS = `select set_config('app.tenant', $1, true),
  set_config('synchronous_commit', case when $2 then 'off' else current_setting('synchronous_commit') end, true),
  set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`;

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
    // One that breaks while it is used fails its query, and would end the process beside.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** `work` may run more than once, so it touches nothing but the database. */
  async transaction<Result>(tenantId: TenantId, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.retried(async () => inTransaction(await this.pool.connect(), beginFor(tenantId), work));
  }

  /** The same for what may be lost in a power cut, because it is found out again: it does not wait for the disk. */
  async replayable<Result>(tenantId: TenantId, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const begin = `${beginFor(tenantId)}; set local synchronous_commit = off`;
    return this.retried(async () => inTransaction(await this.pool.connect(), begin, work));
  }

  /**
   * A transaction of statements that do not wait for each other's results, in one round trip: what the ledger does for every page.
   * `isReplayable`: it may be lost in a power cut, because it is found out again.
   */
  async together(
    tenantId: TenantId,
    statements: readonly Statement[],
    { isReplayable = false } = {},
  ): Promise<StatementResult[]> {
    const settings = { text: SETTINGS, values: [tenantId, isReplayable] };
    const [, ...results] = await this.retried(async () => {
      const client = await this.pool.connect();
      let broken: Error | undefined;
      try {
        return await client.query(new Pipeline([settings, ...statements])).done;
      } catch (error) {
        // What PostgreSQL refused is undone, and the connection as good as before.
        if (!(error instanceof pg.DatabaseError)) broken = error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    });
    return results;
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

  private async retried<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await withRetries(run);
    } catch (error) {
      throw error instanceof pg.DatabaseError && error.code === LEASE_LOST ? new LeaseLost() : error;
    }
  }
}

/** The id stands in the statement text, since `set` takes no parameters: only a checked uuid may get there. */
function beginFor(tenantId: TenantId): string {
  return `begin; set local app.tenant = '${TenantId.parse(tenantId)}'`;
}
