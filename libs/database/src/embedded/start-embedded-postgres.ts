import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { locateBinaries } from './binaries.js';
import { createCluster, openCluster } from './cluster.js';
import { EmbeddedPostgresUnusable } from './embedded-errors.js';
import { homeFor } from './home.js';
import { accountFor } from './os-account.js';
import { isServer, startPostmaster, stopPostmaster, type RunningServer } from './postmaster.js';
import { readPostmasterFile } from './postmaster-file.js';
import { prepareDatabase } from './prepare-database.js';
import { isAlive } from './processes.js';

export interface EmbeddedPostgresOptions {
  /** Made when missing. Cluster, passwords and the server's log live in it. */
  dataDir: string;
  /** Aborts the start; a server that is running already is stopped with `stop`. */
  signal?: AbortSignal;
  /** One short sentence for each step that takes time. */
  onProgress?: (step: string) => void;
  /** Of loopback. Default: a free one. A server that is adopted keeps its own. */
  port?: number;
  /** Trades safety against power cuts for speed: for tests. Default false. */
  isThrowaway?: boolean;
}

export interface EmbeddedPostgres {
  /** Connects as role `longshore`, which owns the database and is no superuser. */
  url: string;
  pid: number;
  /** True when a server that outlived its launcher was found running and taken over. */
  adopted: boolean;
  /** Ends the server after rolling back what is open. To be called last; repeating it does nothing. */
  stop(): Promise<void>;
}

/** Runs PostgreSQL from npm on a loopback port. Throws EmbeddedPostgresUnusable with what to do. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { signal, port, onProgress = () => undefined, isThrowaway = false } = options;
  const dataDir = path.resolve(options.dataDir);
  signal?.throwIfAborted();

  const account = await accountFor(dataDir);
  const home = await homeFor(dataDir, account, onProgress);
  const clusterDir = path.join(home, 'postgres');
  const credentialsFile = path.join(home, 'postgres.json');
  const binaries = await locateBinaries(account, home);
  const known = await openCluster(clusterDir, credentialsFile, binaries.major);
  if (!known) onProgress('Creating a database');
  const credentials = known ?? (await createCluster(clusterDir, credentialsFile, binaries, account));

  const enter = (running: RunningServer): Promise<string> => prepareDatabase(running.port, credentials);
  const stopper = (pid: number) => (): Promise<void> => stopPostmaster(clusterDir, pid);

  const orphan = await findRunning(clusterDir, signal);
  if (orphan) {
    onProgress(`Adopting PostgreSQL, process ${orphan.pid}`);
    const url = await enter(orphan).catch((error: Error) => explain(error, orphan, clusterDir));
    if (url !== null) return { url, pid: orphan.pid, adopted: true, stop: stopper(orphan.pid) };
  }

  onProgress('Starting PostgreSQL');
  const logFile = path.join(home, 'postgres.log');
  const server = await startPostmaster({ binaries, clusterDir, logFile, account, port, isThrowaway, signal });
  const stop = stopper(server.pid);
  const url = await enter(server).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, pid: server.pid, adopted: false, stop };
}

/** Null when the server was about to end as we found it, so that a new one may be started. */
async function explain(cause: Error, { pid }: RunningServer, clusterDir: string): Promise<null> {
  if (!(await isServer(pid))) return null;
  const file = path.join(clusterDir, 'postmaster.pid');
  throw new EmbeddedPostgresUnusable(
    `Process ${pid}, named in ${file}, does not let us in (${cause.message}). If it is not Longshore's PostgreSQL, delete that file; otherwise end the process. Then start again.`,
    { cause },
  );
}

/** A server that outlived its launcher, as after SIGKILL. Waits for one that is just starting or ending. */
async function findRunning(clusterDir: string, signal?: AbortSignal): Promise<RunningServer | null> {
  for (const until = Date.now() + 30_000; Date.now() < until; await delay(50, undefined, { signal })) {
    const file = await readPostmasterFile(clusterDir);
    if (!file) return null;
    if (!(await isServer(file.pid))) {
      // PostgreSQL clears up after a crash by itself, but takes whoever has the number now for its old server.
      if (isAlive(file.pid)) await rm(path.join(clusterDir, 'postmaster.pid'), { force: true });
      return null;
    }
    if (file.isReady) return file;
  }
  throw new EmbeddedPostgresUnusable(
    `A PostgreSQL server holds ${clusterDir} but does not get ready. End it, then start again.`,
  );
}
