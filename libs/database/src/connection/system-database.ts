import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DatabaseOptions } from './database-options.js';
import { inTransaction, type Transaction } from './transaction.js';

/** What is looked up before a tenant is known, as role longshore_system: dispatch, keys, issuer. It sees no secret, mapping or ledger. */
@Injectable()
export class SystemDatabase implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(options: DatabaseOptions) {
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: Math.max(2, Math.ceil(options.maxConnections / 4)),
      options: '-c role=longshore_system -c timezone=UTC',
      application_name: 'longshore-system',
    });
    this.pool.on('error', () => undefined);
  }

  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return inTransaction(await this.pool.connect(), 'begin', work);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}
