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
  const server = env.DATABASE_URL ? await onServer(env.DATABASE_URL) : await embedded({ isThrowaway: false });
  await migrateAll(server.url);
  return { ...server, kind: await kindOf(server) };
}

/** Migrated, empty databases, as many as asked for: on the server of DATABASE_URL, or on an embedded one that never waits for the disk. */
export async function startDatabases() {
  const server = env.DATABASE_URL ? await onServer(env.DATABASE_URL) : await embedded({ isThrowaway: true });
  await migrateAll(server.url);
  const template = new URL(server.url).pathname.slice(1);
  let count = 0;
  return {
    kind: await kindOf(server),
    stop: server.stop,
    /** One more, and what drops it. */
    another: async () => {
      count += 1;
      const name = `${template}_${count}`;
      const maintenance = Object.assign(new URL(server.url), { pathname: '/postgres' }).href;
      await query(maintenance, `create database ${name} template ${template}`);
      const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
      return { url, drop: () => query(maintenance, `drop database ${name} with (force)`) };
    },
  };
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

async function migrateAll(url) {
  await migrate(url);
  await migrateQueue(url);
}

async function kindOf({ url, kind }) {
  const version = await query(url, `select current_setting('server_version') as version`);
  return `${kind} ${version[0].version}`;
}

async function onServer(serverUrl) {
  const name = `longshore_bench_${randomBytes(4).toString('hex')}`;
  await query(serverUrl, `create database ${name}`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  return { url, kind: 'DATABASE_URL', stop: () => query(serverUrl, `drop database ${name} with (force)`) };
}

async function embedded({ isThrowaway }) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-bench-postgres-'));
  // As root the server runs under another account, which must be able to walk in.
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, isThrowaway });
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, kind: isThrowaway ? 'embedded, throw-away' : 'embedded', stop };
}
