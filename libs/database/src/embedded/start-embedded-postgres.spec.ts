import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chmod } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './start-embedded-postgres.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let parent: string;
  let dataDir: string;
  const running: EmbeddedPostgres[] = [];

  async function start(): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir, isThrowaway: true });
    running.push(server);
    return server;
  }

  beforeAll(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'longshore-embedded-'));
    await chmod(parent, 0o755);
    dataDir = path.join(parent, 'data');
  });

  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  afterAll(() => rm(parent, { recursive: true, force: true }));

  it('hands out a login that owns its database and is no superuser', async () => {
    const server = await start();

    const rows = await query(
      server.url,
      `select current_user as login, rolsuper, rolbypassrls, rolcreaterole, pg_get_userbyid(datdba) as owner,
        current_setting('max_connections') as max_connections
       from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
    );
    expect(rows).toEqual([
      {
        login: 'longshore',
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: true,
        owner: 'longshore',
        max_connections: '200',
      },
    ]);
  });

  it('listens on loopback only and keeps its passwords to the owner', async () => {
    const server = await start();

    expect(await query(server.url, `select current_setting('listen_addresses') as on`)).toEqual([{ on: '127.0.0.1' }]);
    await expect(query(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    expect((await stat(path.join(dataDir, 'postgres.json'))).mode & 0o777).toBe(0o600);
  });

  it('keeps the data for the next start', async () => {
    const first = await start();
    await query(first.url, 'create table kept (n int); insert into kept values (7)');
    await first.stop();

    const second = await start();

    expect(second.adopted).toBe(false);
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('comes back on the port that it is told', async () => {
    const first = await start();
    await first.stop();

    const second = await startEmbeddedPostgres({ dataDir, port: Number(new URL(first.url).port), isThrowaway: true });
    running.push(second);

    expect(second.url).toBe(first.url);
  });

  it('adopts a server whose launcher is gone', async () => {
    const orphan = await start();

    const adopter = await start();

    expect(adopter).toMatchObject({ adopted: true, pid: orphan.pid, url: orphan.url });
    await adopter.stop();
    await expect(query(adopter.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('recovers after the server was killed', async () => {
    const killed = await start();
    process.kill(killed.pid, 'SIGKILL');

    const next = await start();

    expect(next.adopted).toBe(false);
    expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('ignores a pid file whose number belongs to another program by now', async () => {
    await (await start()).stop();
    const lines = [process.pid, path.join(dataDir, 'postgres'), 0, 1, '', '127.0.0.1', '', 'ready'];
    await writeFile(path.join(dataDir, 'postgres/postmaster.pid'), `${lines.join('\n')}\n`);

    const server = await start();

    expect(server.adopted).toBe(false);
  });

  it('runs below a folder that only its owner may enter', async () => {
    const hidden = path.join(parent, 'private');
    await mkdir(hidden, { mode: 0o700 });
    const first = await startEmbeddedPostgres({ dataDir: path.join(hidden, 'data') });
    await query(first.url, 'create table kept (n int)');
    await first.stop();

    const second = await startEmbeddedPostgres({ dataDir: path.join(hidden, 'data') });
    const rows = await query(second.url, 'select count(*)::int as n from kept');
    await second.stop();

    // As root the cluster had to be kept elsewhere.
    const home = await readFile(path.join(hidden, 'data/postgres-home'), 'utf8').catch(() => hidden);
    await rm(home, { recursive: true });
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('stops twice without complaint', async () => {
    const server = await start();

    await server.stop();

    await expect(server.stop()).resolves.toBeUndefined();
  });

  it('starts nothing when it is told to abort', async () => {
    const abort = new AbortController();
    const steps: string[] = [];
    const onProgress = (step: string): void => {
      steps.push(step);
      abort.abort();
    };

    await expect(startEmbeddedPostgres({ dataDir, signal: abort.signal, onProgress })).rejects.toThrow(/aborted/);
    expect(steps).toEqual(['Starting PostgreSQL']);
    await expect(stat(path.join(dataDir, 'postgres/postmaster.pid'))).rejects.toThrow(/ENOENT/);
  });

  it('refuses data of another major version and says what to do', async () => {
    const old = path.join(parent, 'old');
    await mkdir(path.join(old, 'postgres'), { recursive: true });
    await chmod(old, 0o755);
    await writeFile(path.join(old, 'postgres/PG_VERSION'), '15\n');

    await expect(startEmbeddedPostgres({ dataDir: old })).rejects.toThrow(
      /made by PostgreSQL 15, but PostgreSQL 18 is installed.*move the folder away/,
    );
  });

  it('shows the end of the log when the server does not come up', async () => {
    await (await start()).stop();
    const configuration = path.join(dataDir, 'postgres/postgresql.conf');
    const good = await readFile(configuration, 'utf8');
    await writeFile(configuration, `${good}\nno_such_setting = 1\n`);

    await expect(start()).rejects.toThrow(/did not start[\s\S]*no_such_setting/);

    await writeFile(configuration, good);
  });
});
