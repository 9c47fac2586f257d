import { randomInt } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type TestDatabase, testDatabase } from '@longshore/database/testing';
import { type Config, loadConfig } from '@longshore/platform';
import {
  type OrganizationPlan,
  type SandboxAws,
  type SandboxPort,
  startSandboxAws,
  startSandboxPort,
} from '@longshore/sandbox';
import { createApi } from '../bootstrap.js';
import { ApiCaller } from './api-caller.js';
import { startWork } from './work.js';

export const ADMIN_TOKEN = 'the-administrator-of-the-tests';

/** Organizations that the stand-in Port has; each takes one tenant. */
const ORGANIZATIONS = Array.from({ length: 20 }, (_, index) => String(index + 1)).map((name) => ({
  id: `org_${name}`,
  name,
  clientId: `client-${name}`,
  clientSecret: `secret-${name}`,
}));

/** One for each connection, since an account takes a stack of one name once. */
const AWS_ACCOUNTS = Array.from({ length: 10 }, (_, index) => ({
  id: String(100_000_000_001 + index),
  name: `account ${index + 1}`,
  resourcesPerKind: 3,
}));

/** The API over HTTP with a database of its own, a stand-in AWS and a stand-in Port. */
export class ApiRig {
  private tenants = 0;
  private accounts = 0;
  private stopWork: (() => Promise<void>) | undefined;

  private constructor(
    readonly origin: string,
    readonly aws: SandboxAws,
    readonly port: SandboxPort,
    private readonly app: NestFastifyApplication,
    private readonly database: TestDatabase,
    private readonly config: Config,
  ) {}

  /** `environment` overrides what the rig sets; an organization has its own accounts in place of the rig's. */
  static async start(environment: NodeJS.ProcessEnv = {}, organization?: OrganizationPlan): Promise<ApiRig> {
    const [database, aws, port, dataDir, httpPort] = await Promise.all([
      testDatabase(),
      startSandboxAws({ seed: 'api', ...(organization ? { organization } : { accounts: AWS_ACCOUNTS }) }),
      startSandboxPort({ organizations: ORGANIZATIONS }),
      mkdtemp(join(tmpdir(), 'longshore-api-')),
      freePort(),
    ]);
    const config = loadConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      HTTP_PORT: String(httpPort),
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ADMIN_TOKEN,
      AWS_ENDPOINT_URL: aws.url,
      PORT_API_URL: port.url,
      ...environment,
    });
    const app = await createApi(config);
    await app.listen(httpPort, '127.0.0.1');
    return new ApiRig(`http://localhost:${httpPort}`, aws, port, app, database, config);
  }

  get anonymous(): ApiCaller {
    return new ApiCaller(this.origin, null);
  }

  get admin(): ApiCaller {
    return new ApiCaller(this.origin, ADMIN_TOKEN);
  }

  /** The body that registers a tenant in the next free Port organization. */
  registration(name = 'Acme') {
    const organization = ORGANIZATIONS[this.tenants];
    if (!organization) throw new Error('the rig has no Port organization left');
    this.tenants += 1;
    const { clientId, clientSecret } = organization;
    return { name, port: { region: 'eu' as const, clientId, clientSecret } };
  }

  /** An AWS account without a stack. */
  awsAccountId(): string {
    const account = AWS_ACCOUNTS[this.accounts];
    if (!account) throw new Error('the rig has no AWS account left');
    this.accounts += 1;
    return account.id;
  }

  async tenant(): Promise<{ id: string; issuer: string; caller: ApiCaller }> {
    const { body } = await this.admin.post('/v1/tenants', this.registration()).expect(201);
    return { id: body.id, issuer: body.issuer, caller: new ApiCaller(this.origin, body.apiKey) };
  }

  /** Port answers nothing until it is healed. */
  async failPort(): Promise<void> {
    const answer = await fetch(`${this.port.url}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ effect: 'drop', times: 1_000 }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async healPort(): Promise<void> {
    await fetch(`${this.port.url}/_sandbox/faults`, { method: 'DELETE' });
  }

  /** From here on syncs are carried out. */
  async work(): Promise<void> {
    this.stopWork = await startWork(this.config, this.database.url);
  }

  /** A copy of what this process keeps on disk, for another one to start with. */
  async copyDataDir(): Promise<string> {
    const copy = await mkdtemp(join(tmpdir(), 'longshore-api-'));
    await cp(this.config.dataDir, copy, { recursive: true });
    return copy;
  }

  async stop(): Promise<void> {
    await this.stopWork?.();
    await this.app.close();
    await Promise.all([this.aws.close(), this.port.close(), this.database.close()]);
    await rm(this.config.dataDir, { recursive: true, force: true });
  }
}

/** Below the range from which outgoing connections get theirs (Linux: 32768 and up), or one of them takes it before it is used. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = randomInt(10_000, 32_000);
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return isFree ? port : freePort();
}
