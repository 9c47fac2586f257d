import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueLines } from '../testing/catalogue-lines.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';

describe('the catalogue of a migrated database', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('set role longshore_owner');
  });

  afterAll(async () => {
    await client.end();
    await database.close();
  });

  it('reads as catalogue.txt says: policies, grants, partitions, partial indexes and checks', async () => {
    await expect(await catalogueLines(client)).toMatchFileSnapshot('catalogue.txt');
  });

  it('forces row level security, with a policy, on every table and partition that has a tenant', async () => {
    const { rows } = await client.query(`
      select c.oid::regclass::text as unprotected
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('app', 'hot') and c.relkind in ('r', 'p')
        and (c.oid = to_regclass('app.tenant') or exists (
          select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (
          select 1 from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname
            and p.policyname = 'tenant' and p.roles = '{longshore_app}'))`);

    expect(rows).toEqual([]);
  });
});
