import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DatabaseOptions } from '../connection/database-options.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { administer, dropDatabase, urlOf } from '../testing/test-server.js';
import { assertClockIsClose, assertDatabaseReady, assertRoleIsSafe, assertSchemaCurrent } from './database-checks.js';
import { migrationNames } from './migration-files.js';
import { ClockSkew, DatabaseRoleUnsafe, SchemaOutdated } from './schema-errors.js';

describe('the checks of a process before it starts', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.close();
  });

  it('pass on a migrated database', async () => {
    await expect(assertDatabaseReady(new DatabaseOptions(database.url))).resolves.toBeUndefined();
  });

  it('name what an empty database lacks and the command that helps', async () => {
    const server = inject('testServer').url;
    const name = `longshore_empty_${process.pid}`;
    await administer(server, `create database ${name}`);

    const refusal = await assertDatabaseReady(new DatabaseOptions(urlOf(server, name))).catch((error: Error) => error);

    await dropDatabase(server, name);
    expect(refusal).toEqual(new SchemaOutdated(await migrationNames()));
    expect((refusal as Error).message).toContain('npm run migrate');
  });

  it('refuse a migration that began and did not finish', async () => {
    await client.query('begin; update public._prisma_migrations set finished_at = null');

    await expect(assertSchemaCurrent(client)).rejects.toThrow(SchemaOutdated);

    await client.query('rollback');
  });

  it('refuse a role that bypasses row level security', async () => {
    await client.query('begin; set local role longshore_app');
    await expect(assertRoleIsSafe(client)).resolves.toBeUndefined();
    await client.query('rollback');

    // A catalogue of its own in front of the real one: no test may make a real role unsafe for the others.
    await client.query(`begin; create temp view pg_roles as
      select current_user as rolname, false as rolsuper, true as rolbypassrls; set local search_path = pg_temp, pg_catalog`);
    await expect(assertRoleIsSafe(client)).rejects.toThrow(DatabaseRoleUnsafe);
    await client.query('rollback');
  });

  it('refuse a clock that differs by more than five seconds', async () => {
    await expect(assertClockIsClose(client, () => Date.now() + 4_000)).resolves.toBeUndefined();
    await expect(assertClockIsClose(client, () => Date.now() + 6_000)).rejects.toThrow(ClockSkew);
    await expect(assertClockIsClose(client, () => Date.now() - 6_000)).rejects.toThrow(ClockSkew);
  });
});
