import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresUnusable } from './embedded-errors.js';
import type { OsAccount } from './os-account.js';
import { readPostmasterFile } from './postmaster-file.js';
import { commandOf } from './processes.js';
import { serverEnvironment } from './server-environment.js';

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 30_000;
const POLL_MS = 25;

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
];
// For data that nobody misses after a power cut.
const THROWAWAY_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export interface ServerStart {
  binaries: Binaries;
  clusterDir: string;
  logFile: string;
  account: OsAccount | null;
  port: number | undefined;
  isThrowaway: boolean;
  signal: AbortSignal | undefined;
}

export interface RunningServer {
  pid: number;
  port: number;
}

/** Starts a server on loopback, in a process group of its own: Ctrl-C reaches us, who stop it last. */
export async function startPostmaster(start: ServerStart): Promise<RunningServer> {
  const settings = [...SETTINGS, ...(start.isThrowaway ? THROWAWAY_SETTINGS : [])].flatMap((setting) => [
    '-c',
    setting,
  ]);
  const port = start.port ?? (await freePort());
  const log = await open(start.logFile, 'w', 0o600);
  const child = spawn(start.binaries.postgres, ['-D', start.clusterDir, '-p', String(port), ...settings], {
    ...start.account,
    ...serverEnvironment(),
    cwd: path.dirname(start.binaries.postgres),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  child.unref();
  await log.close();

  const hasEnded = (): boolean => failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  await ready(start, port, hasEnded).catch(async (error: unknown) => {
    if (!hasEnded()) await stopPostmaster(start.clusterDir, child.pid ?? 0);
    throw error;
  });
  return { pid: child.pid ?? 0, port };
}

async function ready(start: ServerStart, port: number, hasEnded: () => boolean): Promise<void> {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await delay(POLL_MS)) {
    start.signal?.throwIfAborted();
    const file = await readPostmasterFile(start.clusterDir);
    if (file?.isReady && file.port === port) return;
    if (hasEnded()) break;
  }
  const log = await readFile(start.logFile, 'utf8').catch(() => '');
  throw new EmbeddedPostgresUnusable(
    `The embedded PostgreSQL did not start. Its log, ${start.logFile}, ends:\n${log.slice(-2000)}`,
  );
}

/** Fast shutdown (PostgreSQL, "Shutting Down the Server"): open transactions are rolled back, then the server ends. */
export async function stopPostmaster(clusterDir: string, pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!(await isServer(pid))) return;
    process.kill(pid, signal);
    for (const until = Date.now() + STOPPED_WITHIN_MS; Date.now() < until; await delay(POLL_MS)) {
      if (!(await isServer(pid))) return;
    }
  }
  throw new EmbeddedPostgresUnusable(
    `The embedded PostgreSQL (process ${pid}, ${clusterDir}) does not end. End it by hand.`,
  );
}

/** A number may belong to another program by now, and a zombie runs nothing. */
export async function isServer(pid: number): Promise<boolean> {
  const command = await commandOf(pid);
  return command !== null && (process.platform === 'win32' || command.includes('postgres'));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
