import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { administer, dropDatabase, urlOf } from '../testing/test-server.js';
import { migrate } from './migrate.js';

describe('migrating a database', () => {
  const name = `longshore_migrate_${process.pid}`;
  const server = inject('testServer').url;
  const url = urlOf(server, name);
  let dir: string;
  let client: pg.Client;

  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'longshore-migrations-'));
    await administer(server, `create database ${name}`);
    client = new pg.Client({ connectionString: url });
    await client.connect();
  });

  afterEach(async () => {
    await client.end();
    await dropDatabase(server, name);
    await rm(dir, { recursive: true, force: true });
  });

  async function write(migration: string, sql: string): Promise<void> {
    await mkdir(path.join(dir, migration), { recursive: true });
    await writeFile(path.join(dir, migration, 'migration.sql'), sql);
  }

  async function rows(sql: string): Promise<unknown[]> {
    return (await client.query(sql)).rows;
  }

  const LEDGER =
    'select migration_name as name, finished_at is not null as done from public._prisma_migrations order by 1';

  it('applies what is missing, in order, and tells each', async () => {
    await write('2_b', `insert into app.t values ('it''s; done')`);
    await write('1_a', 'create schema app; create table app.t (v text)');
    const told: string[] = [];

    expect(await migrate(url, { dir, onApplied: (applied) => told.push(applied) })).toEqual(['1_a', '2_b']);
    expect(await migrate(url, { dir })).toEqual([]);

    expect(told).toEqual(['1_a', '2_b']);
    expect(await rows(LEDGER)).toEqual([
      { name: '1_a', done: true },
      { name: '2_b', done: true },
    ]);
  });

  it('gives the tables to longshore_owner and the queue schema to longshore_system', async () => {
    await write('1_a', 'create schema app; create table app.t (v text)');

    await migrate(url, { dir });

    expect(
      await rows(`
        select nspname as name, pg_get_userbyid(nspowner) as owner from pg_namespace where nspname in ('app', 'bullmq')
        union all select relname, pg_get_userbyid(relowner) from pg_class where relname = 't' order by 1`),
    ).toEqual([
      { name: 'app', owner: 'longshore_owner' },
      { name: 'bullmq', owner: 'longshore_system' },
      { name: 't', owner: 'longshore_owner' },
    ]);
  });

  it('applies each migration once when several processes migrate at once', async () => {
    await write('1_a', 'create schema app; create table app.t (v text)');

    const applied = await Promise.all([1, 2, 3].map(() => migrate(url, { dir })));

    expect(applied.flat()).toEqual(['1_a']);
  });

  it('leaves nothing of a migration that fails', async () => {
    await write('1_a', 'create schema app; create table app.t (v text); select 1 / 0');

    await expect(migrate(url, { dir })).rejects.toThrow('The migration 1_a failed: division by zero');

    expect(await rows(`select 1 from pg_namespace where nspname = 'app'`)).toEqual([]);
    expect(await rows(LEDGER)).toEqual([]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await write('1_a', 'create schema app');
    await migrate(url, { dir });
    await write('1_a', 'create schema app; create schema other');

    await expect(migrate(url, { dir })).rejects.toThrow(/1_a was changed after it was applied.*new migration/);
  });

  it('runs a migration outside a transaction when its first line asks for it', async () => {
    await write('1_a', 'create schema app; create table app.t (v text)');
    await write('2_b', '-- no-transaction\ncreate index concurrently t_v on app.t (v)');

    await migrate(url, { dir });

    const index = 'select indisvalid as valid from pg_index join pg_class on oid = indexrelid where relname';
    expect(await rows(`${index} = 't_v'`)).toEqual([{ valid: true }]);
  });

  it('does not repeat by itself what failed outside a transaction', async () => {
    await write('1_a', 'create schema app; create table app.t (v text); insert into app.t values (1), (1)');
    await write('2_b', '-- no-transaction\ncreate unique index concurrently t_v on app.t (v)');
    await expect(migrate(url, { dir })).rejects.toThrow(/2_b failed: could not create unique index/);

    await expect(migrate(url, { dir })).rejects.toThrow(/2_b began but did not finish.*invalid index/);
  });

  it('gives up on a lock rather than making everybody queue behind it', async () => {
    await write('1_a', 'create schema app; create table app.t (v text)');
    await migrate(url, { dir });
    await write('2_b', 'alter table app.t add column w int');
    await client.query('begin; set local role longshore_owner; lock table app.t in access share mode');

    await expect(migrate(url, { dir })).rejects.toThrow(/2_b failed: canceling statement due to lock timeout/);

    await client.query('rollback');
  });
});
