import { runMigrations } from 'bullmq';
import pg from 'pg';
import { QUEUE_ROLE, QUEUE_SCHEMA } from './connection.js';

/**
 * Brings the queue's tables to the version of this BullMQ; run it after the database's own migrations, as often as you
 * like. The tables belong to the role that processes use, since BullMQ makes a sequence for each queue on its first job.
 * PostgreSQL asks for CREATE on the database even to find that the schema is there, so the role has it meanwhile.
 */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'longshore-migrate' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('${QUEUE_SCHEMA}'))`);
    await client.query(onDatabase(`grant create on database %I to ${QUEUE_ROLE}`));
    await client.query(`set role ${QUEUE_ROLE}`);
    try {
      await runMigrations(client, QUEUE_SCHEMA);
    } finally {
      await client.query('reset role');
      await client.query(onDatabase(`revoke create on database %I from ${QUEUE_ROLE}`));
    }
  } finally {
    await client.end();
  }
}

function onDatabase(statement: string): string {
  return `do $$ begin execute format('${statement}', current_database()); end $$`;
}
