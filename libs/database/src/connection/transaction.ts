import type { PoolClient } from 'pg';
import type { Statement } from './pipeline.js';

/** A transaction in progress. Values go as parameters, never into the text. */
export class Transaction {
  constructor(private readonly client: PoolClient) {}

  async rows<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.client.query(sql, [...values]);
    return result.rows as Row[];
  }

  /** What stores also send together with others. */
  async run({ text, values }: Statement): Promise<void> {
    await this.client.query(text, [...values]);
  }

  async first<Row>(sql: string, values: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.rows<Row>(sql, values))[0];
  }

  /** The number of rows that the statement touched. */
  async count(sql: string, values: readonly unknown[] = []): Promise<number> {
    const result = await this.client.query(sql, [...values]);
    return result.rowCount ?? 0;
  }
}

/** PostgreSQL's codes for a transaction that only has to be tried again: serialization failure, deadlock. */
const PASSING = new Set(['40001', '40P01']);
const MAX_TRIES = 5;

/** Runs a transaction, again when PostgreSQL ended it to resolve a deadlock: account syncs may share entities. */
export async function withRetries<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!PASSING.has(code) || tries === MAX_TRIES) throw error;
    }
  }
}

/** Runs `work` between `begin` and commit; anything thrown rolls back. A connection that fails to roll back is closed. */
export async function inTransaction<Result>(
  client: PoolClient,
  begin: string,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(new Transaction(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
