import path from 'node:path';
import { createApi } from '@longshore/api';
import {
  acquireStartLock,
  assertDatabaseReady,
  DatabaseOptions,
  migrate,
  startEmbeddedPostgres,
} from '@longshore/database';
import { extendEnvironment, loadAdminToken, type Config } from '@longshore/platform';
import { migrateQueue } from '@longshore/queue';
import { createScheduler } from '@longshore/scheduler';
import { z } from 'zod';
import { Child } from './child.js';
import type { Shutdown } from './shutdown.js';
import { SupervisedWorker } from './supervised-worker.js';
import type { Terminal } from './terminal.js';

const SandboxUrls = z.object({ aws: z.url(), port: z.url() });
export type SandboxUrls = z.infer<typeof SandboxUrls>;

export interface Services {
  url: string;
  adminToken: string;
  /** Null when AWS and Port are the real ones. */
  sandbox: SandboxUrls | null;
}

/** Brings everything up, in the order in which one needs the other. */
export async function startServices(config: Config, terminal: Terminal, shutdown: Shutdown): Promise<Services> {
  const dataDir = path.resolve(config.dataDir);
  const lock = await acquireStartLock(dataDir);
  shutdown.add('start lock', () => lock.release());
  const databaseUrl = await startDatabase(config, terminal, shutdown);
  const sandbox = config.sandbox ? await startSandbox(dataDir, terminal, shutdown) : null;
  const admin = await loadAdminToken(config);
  const running = extendEnvironment(
    {
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      ADMIN_TOKEN: admin.value,
      ...(sandbox && { AWS_ENDPOINT_URL: sandbox.aws, PORT_API_URL: sandbox.port }),
    },
    { LOG_LEVEL: 'warn' },
  );
  shutdown.signal.throwIfAborted();
  await startProcesses(running, terminal, shutdown);
  await lock.announce(running.publicUrl);
  if (admin.isNew)
    terminal.step(`Admin token, shown once and kept in ${path.join(dataDir, 'admin.token')}: ${admin.value}`);
  return { url: `http://localhost:${running.httpPort}`, adminToken: admin.value, sandbox };
}

async function startDatabase(config: Config, terminal: Terminal, shutdown: Shutdown): Promise<string> {
  let url = config.databaseUrl;
  if (url === null) {
    const server = await startEmbeddedPostgres({
      dataDir: config.dataDir,
      signal: shutdown.signal,
      onProgress: (step) => terminal.step(step),
    });
    shutdown.add('PostgreSQL', () => server.stop());
    url = server.url;
  }
  await migrate(url, { onApplied: (name: string) => terminal.step(`Applied migration ${name}`) });
  await migrateQueue(url);
  await assertDatabaseReady(new DatabaseOptions(url));
  return url;
}

async function startSandbox(dataDir: string, terminal: Terminal, shutdown: Shutdown): Promise<SandboxUrls> {
  const child = await Child.start('@longshore/sandbox-app/main', ['--data-dir', path.join(dataDir, 'sandbox')]);
  shutdown.add('sandbox', () => child.stop());
  const urls = SandboxUrls.parse(child.announcement);
  terminal.step(`Sandbox AWS on ${urls.aws}, sandbox Port on ${urls.port}`);
  return urls;
}

async function startProcesses(config: Config, terminal: Terminal, shutdown: Shutdown): Promise<void> {
  const api = await createApi(config);
  shutdown.add('API', () => api.close());
  await api.listen(config.httpPort).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${config.httpPort} is taken. Choose another: HTTP_PORT=${config.httpPort + 100} npm start`);
  });
  const scheduler = await createScheduler(config);
  shutdown.add('scheduler', () => scheduler.close());
  const worker = new SupervisedWorker((pid) =>
    terminal.step(`Worker ${pid ?? ''} ended unexpectedly; starting another`),
  );
  await worker.start();
  shutdown.add('worker', () => worker.stop());
  terminal.step('API, scheduler and worker are up');
}
