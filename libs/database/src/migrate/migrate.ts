import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { appliedMigrations, createMigrationTable, recordEnd, recordStart } from './migration-ledger.js';
import { MIGRATIONS_DIR, readMigrations, type Migration } from './migration-files.js';
import { ensureRoles } from './roles.js';
import { MigrationFailed } from './schema-errors.js';

export interface MigrateOptions {
  onApplied?: (name: string) => void;
  /** Default: the repository's own. */
  dir?: string;
}

/** A statement that waits longer than this for a lock gives up, instead of making every query behind it wait too. */
const LOCK_TIMEOUT = '5s';

/** The lock that Prisma's own engine takes, so that the two never run at once. */
const ADVISORY_LOCK = 72707369;

/** Brings a database up to date and tells what was applied. Safe to run twice, and at once in several places. Throws MigrationFailed. */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { onApplied = () => undefined, dir = MIGRATIONS_DIR } = options;
  const client = new pg.Client({ connectionString: url, application_name: 'longshore-migrate' });
  await client.connect();
  try {
    await lock(client);
    await ensureRoles(client);
    await createMigrationTable(client);
    await client.query('create schema if not exists bullmq authorization longshore_system');

    const pending = await pendingMigrations(client, await readMigrations(dir));
    for (const migration of pending) {
      await apply(client, migration);
      onApplied(migration.name);
    }
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Asks again and again: a session that waits inside the server would hold up CREATE INDEX CONCURRENTLY of the one it waits for. */
async function lock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [ADVISORY_LOCK]);
    if (rows[0]?.got) return;
    await delay(100);
  }
}

async function pendingMigrations(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const applied = new Map((await appliedMigrations(client)).map((row) => [row.name, row]));
  return migrations.filter(({ name, checksum }) => {
    const row = applied.get(name);
    if (row && !row.isFinished) {
      throw new MigrationFailed(
        `The migration ${name} began but did not finish. Undo by hand what it left, such as an invalid index, then run: delete from public._prisma_migrations where migration_name = '${name}';`,
      );
    }
    if (row && row.checksum !== checksum) {
      throw new MigrationFailed(
        `The migration ${name} was changed after it was applied. Restore its text and put the change into a new migration (npm run db:new <name>).`,
      );
    }
    return !row;
  });
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await (migration.isTransactional ? applyAtOnce(client, migration) : applyOutside(client, migration));
  } catch (cause) {
    const { message, hint } = cause as Error & { hint?: string };
    throw new MigrationFailed(`The migration ${migration.name} failed: ${message}${hint ? ` (${hint})` : ''}`, {
      cause,
    });
  }
}

/** Text without parameters goes by the simple protocol: many statements, dollar quotes and all. */
async function applyAtOnce(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    const id = await recordStart(client, migration);
    await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'; set local role longshore_owner`);
    await client.query(migration.sql);
    await client.query('reset role');
    await recordEnd(client, id);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function applyOutside(client: pg.Client, migration: Migration): Promise<void> {
  const id = await recordStart(client, migration);
  await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
  await client.query('set role longshore_owner');
  try {
    await client.query(migration.sql);
  } finally {
    await client.query('reset role');
    await client.query('reset lock_timeout');
  }
  await recordEnd(client, id);
}
