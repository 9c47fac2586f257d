import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.js';
import { migrate } from '../migrate/migrate.js';
import type { TestServerAccess } from './provided-context.js';

export interface TestServer extends TestServerAccess {
  stop(): Promise<void>;
}

/** A server with a migrated template: the one at `databaseUrl`, or an embedded one that vanishes with the run. */
export async function startTestServer(databaseUrl: string): Promise<TestServer> {
  const server = databaseUrl === '' ? await startThrowaway() : { url: databaseUrl, stop: async () => undefined };
  const template = `longshore_template_${randomBytes(6).toString('hex')}`;
  try {
    await administer(server.url, `create database ${template}`);
    await migrate(urlOf(server.url, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: server.url,
    template,
    stop: async () => {
      await dropDatabase(server.url, template);
      await server.stop();
    },
  };
}

async function startThrowaway(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-test-'));
  // As root the server runs under another account, which must be able to walk in.
  await chmod(dataDir, 0o711);
  const { url, stop } = await startEmbeddedPostgres({ dataDir, isThrowaway: true });
  return {
    url,
    stop: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One statement over a connection of its own. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Drops a database, ending our own sessions in it. `drop database ... with (force)` is refused to ordinary users while autovacuum
 * visits it; the plain form ends autovacuum itself and waits some seconds for sessions that are about to end (PostgreSQL: procarray.c).
 */
export async function dropDatabase(serverUrl: string, database: string): Promise<void> {
  await administer(
    serverUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and backend_type = 'client backend'`,
  );
  await administer(serverUrl, `drop database if exists ${database}`);
}

export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
