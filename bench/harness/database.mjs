import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { env } from 'node:process';
import { migrate, startEmbeddedPostgres } from '@longshore/database';
import { migrateQueue } from '@longshore/queue';
import pg from 'pg';

/** A migrated, empty database of its own: on the server of DATABASE_URL, or on an embedded one that keeps what it commits. */
export async function startDatabase() {
  const server = env.DATABASE_URL ? await onServer(env.DATABASE_URL) : await embedded();
  await migrate(server.url);
  await migrateQueue(server.url);
  const version = await query(server.url, `select current_setting('server_version') as version`);
  return { ...server, kind: `${server.kind} ${version[0].version}` };
}

export async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function onServer(serverUrl) {
  const name = `longshore_bench_${randomBytes(4).toString('hex')}`;
  await query(serverUrl, `create database ${name}`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  return { url, kind: 'DATABASE_URL', stop: () => query(serverUrl, `drop database ${name} with (force)`) };
}

async function embedded() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-bench-postgres-'));
  // As root the server runs under another account, which must be able to walk in.
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir });
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, kind: 'embedded', stop };
}
