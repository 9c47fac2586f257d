import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { env as surroundings } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { Caller } from './caller.mjs';
import { Child } from './child.mjs';
import { startDatabase } from './database.mjs';

const ADMIN_TOKEN = 'the-administrator-of-the-benches';
const READY_MS = 60_000;
const root = path.resolve(import.meta.dirname, '../..');

export const ORGANIZATION = { id: 'org_bench', name: 'Bench', clientId: 'client-bench', clientSecret: 'secret-bench' };

/** The product as it runs in production, a process each, on a database of its own; AWS and Port are stood in for. */
export class Installation {
  processes = {};
  endings = [];

  /** `account`: the plan of the stand-in's account. */
  static async start({ account }) {
    const installation = new Installation();
    // A bench that is interrupted leaves neither processes nor databases behind.
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => void installation.stop().finally(() => process.exit(130)));
    }
    installation.begun = installation.begin(account);
    try {
      await installation.begun;
      return installation;
    } catch (error) {
      await installation.stop();
      throw error;
    }
  }

  async begin(account) {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-bench-'));
    this.endings.push(() => rm(dataDir, { recursive: true, force: true }));
    this.database = await startDatabase();
    this.endings.push(() => this.database.stop());
    const { PATH = '', HOME = '' } = surroundings;
    this.env = { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    const aws = await this.run('aws', 'bench/sync/sandbox-aws.mjs', { args: [JSON.stringify(account)] });
    const port = await this.run('port', 'bench/sync/sandbox-port.mjs', { args: [JSON.stringify(ORGANIZATION)] });
    this.aws = new Caller(aws.announcement.url);
    this.port = new Caller(port.announcement.url);
    const httpPort = await freePort();
    Object.assign(this.env, {
      LOG_LEVEL: 'warn',
      HTTP_PORT: String(httpPort),
      DATABASE_URL: this.database.url,
      REDIS_URL: surroundings.REDIS_URL ?? '',
      DATA_DIR: dataDir,
      ADMIN_TOKEN,
      ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
      AWS_ENDPOINT_URL: aws.announcement.url,
      PORT_API_URL: port.announcement.url,
    });
    this.origin = `http://localhost:${httpPort}`;
    this.admin = new Caller(this.origin, ADMIN_TOKEN);
    await this.run('api', 'apps/api/dist/main.js', { announces: false });
    await this.ready();
    await this.run('scheduler', 'apps/scheduler/dist/main.js', { announces: false });
  }

  async run(name, file, options = {}) {
    const child = await Child.start(path.join(root, file), { env: this.env, ...options });
    this.processes[name] = child;
    this.endings.push(() => child.stop(options));
    return child;
  }

  /** A tenant with an integration whose role is in the stand-in's account, not verified yet. */
  async connectedTenant() {
    const { clientId, clientSecret } = ORGANIZATION;
    const registration = { name: 'bench', port: { region: 'eu', clientId, clientSecret } };
    const { id, apiKey } = await this.admin.post('/v1/tenants', registration);
    const tenant = new Caller(this.origin, apiKey);
    await tenant.post('/v1/integrations', { identifier: 'aws', accounts: { mode: 'single' }, intervalMinutes: null });
    const { quickCreateUrl } = await tenant.get('/v1/integrations/aws/installation');
    const stack = await this.aws.post('/console/cloudformation/stacks', { quickCreateUrl, acknowledged: true });
    await tenant.put('/v1/integrations/aws/role', { roleArn: stack.outputs.PortIntegrationRoleArn });
    return { id, caller: tenant };
  }

  stop() {
    this.stopped ??= this.end();
    return this.stopped;
  }

  async end() {
    // What is just starting can be ended only once it has started.
    await this.begun.catch(() => undefined);
    for (const end of this.endings.reverse()) await end().catch((error) => process.stderr.write(`${error.message}\n`));
  }

  async ready() {
    for (const until = Date.now() + READY_MS; Date.now() < until; await delay(100)) {
      const answer = await fetch(`${this.origin}/readyz`).catch(() => null);
      if (answer?.ok) return;
    }
    throw new Error('The API did not become ready');
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
