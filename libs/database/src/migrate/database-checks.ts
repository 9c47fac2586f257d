import pg from 'pg';
import type { DatabaseOptions } from '../connection/database-options.js';
import { appliedMigrations } from './migration-ledger.js';
import { MIGRATIONS_DIR, migrationNames } from './migration-files.js';
import { ClockSkew, DatabaseRoleUnsafe, MAX_CLOCK_SKEW_S, SchemaOutdated } from './schema-errors.js';

/** What every process asks before it starts. Throws SchemaOutdated, DatabaseRoleUnsafe or ClockSkew. */
export async function assertDatabaseReady({ url }: DatabaseOptions): Promise<void> {
  // First as the login itself: before the first migration the roles do not exist.
  await withClient({ connectionString: url }, async (client) => {
    await assertSchemaCurrent(client);
    await assertClockIsClose(client);
  });
  for (const role of ['longshore_app', 'longshore_system']) {
    await withClient({ connectionString: url, options: `-c role=${role}` }, assertRoleIsSafe);
  }
}

/** Every migration of this version has been applied; more of them, from a newer version, do no harm (expand, then contract). */
export async function assertSchemaCurrent(client: pg.ClientBase, dir = MIGRATIONS_DIR): Promise<void> {
  const { rows } = await client.query<{ is: boolean }>(
    `select to_regclass('public._prisma_migrations') is not null as is`,
  );
  const applied = rows[0]?.is ? await appliedMigrations(client) : [];
  const finished = new Set(applied.filter((row) => row.isFinished).map((row) => row.name));
  const missing = (await migrationNames(dir)).filter((name) => !finished.has(name));
  if (missing.length > 0) throw new SchemaOutdated(missing);
}

/** PostgreSQL ignores row level security, even where it is forced, for superusers and roles with BYPASSRLS. */
export async function assertRoleIsSafe(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ role: string; isUnsafe: boolean }>(
    `select rolname as role, rolsuper or rolbypassrls as "isUnsafe" from pg_roles where rolname = current_user`,
  );
  const [current] = rows;
  if (!current || current.isUnsafe) throw new DatabaseRoleUnsafe(current?.role ?? 'an unknown role');
}

/** Half the round trip is the error of the comparison. */
export async function assertClockIsClose(client: pg.ClientBase, now: () => number = Date.now): Promise<void> {
  const before = now();
  const { rows } = await client.query<{ ms: string }>('select extract(epoch from clock_timestamp()) * 1000 as ms');
  const after = now();
  const skew = (Number(rows[0]?.ms) - (before + after) / 2) / 1000;
  if (Math.abs(skew) > MAX_CLOCK_SKEW_S) throw new ClockSkew(skew);
}

async function withClient<Result>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
