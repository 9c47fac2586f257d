import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { createApi } from '@longshore/api';
import { testDatabase } from '@longshore/database/testing';
import { loadConfig, type Config } from '@longshore/platform';
import { migrateQueue } from '@longshore/queue';
import { startSandboxAws, startSandboxPort, type SandboxAws } from '@longshore/sandbox';
import { createScheduler } from '@longshore/scheduler';
import { createWorker } from '@longshore/worker';
import { Caller } from './caller.js';
import { freePort } from './free-port.js';
import { PortJournal } from './port-journal.js';

export const ACCOUNT = '123456789012';
export const ADMIN_TOKEN = 'the-administrator-of-the-tests';
const ORGANIZATION = { id: 'org_e2e', name: 'E2E', clientId: 'client-e2e', clientSecret: 'secret-e2e' };

export interface RigOptions {
  /** Resources of each kind in each populated region. Default 3. */
  resourcesPerKind?: number;
  /** Empty: the queue lives in PostgreSQL. */
  redisUrl?: string;
  /** Whether a worker runs in this process. Default true. */
  hasWorker?: boolean;
}

/** The whole product on real PostgreSQL, with AWS and Port stood in for over HTTP. */
export class LongshoreRig {
  private readonly endings: (() => Promise<unknown>)[] = [];
  private worker: INestApplicationContext | undefined;

  private constructor(
    readonly config: Config,
    readonly environment: NodeJS.ProcessEnv,
    readonly aws: SandboxAws,
    readonly port: PortJournal,
  ) {}

  static async start(options: RigOptions = {}): Promise<LongshoreRig> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-e2e-'));
    const database = await testDatabase();
    await migrateQueue(database.url);
    const accounts = [{ id: ACCOUNT, name: 'e2e', resourcesPerKind: options.resourcesPerKind ?? 3 }];
    const aws = await startSandboxAws({ seed: 'e2e', accounts });
    const port = await startSandboxPort({ organizations: [ORGANIZATION] });
    const environment = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      HTTP_PORT: String(await freePort()),
      DATABASE_URL: database.url,
      REDIS_URL: options.redisUrl ?? '',
      DATA_DIR: dataDir,
      ADMIN_TOKEN,
      AWS_ENDPOINT_URL: aws.url,
      PORT_API_URL: port.url,
    };
    const rig = new LongshoreRig(loadConfig(environment), environment, aws, new PortJournal(port.url, ORGANIZATION.id));
    rig.endings.push(
      () => rm(dataDir, { recursive: true, force: true }),
      () => database.close(),
      () => port.close(),
      () => aws.close(),
    );
    const api = await createApi(rig.config);
    rig.endings.push(() => api.close());
    await api.listen(rig.config.httpPort, '127.0.0.1');
    const scheduler = await createScheduler(rig.config);
    rig.endings.push(() => scheduler.close());
    if (options.hasWorker ?? true) await rig.startWorker();
    return rig;
  }

  async startWorker(): Promise<void> {
    this.worker = await createWorker(this.config);
  }

  async stopWorker(): Promise<void> {
    await this.worker?.close();
    this.worker = undefined;
  }

  /** A registered tenant with an integration that no account is connected to yet. */
  async tenant(): Promise<Caller> {
    const { clientId, clientSecret } = ORGANIZATION;
    const registration = { name: 'e2e', port: { region: 'eu', clientId, clientSecret } };
    const { apiKey } = await this.admin().post<{ apiKey: string }>('/v1/tenants', registration);
    const tenant = new Caller(this.origin, apiKey);
    await tenant.post('/v1/integrations', { identifier: 'aws', accounts: { mode: 'single' }, intervalMinutes: null });
    return tenant;
  }

  /** Creates the stack from the installation link, as the stand-in console does, and sends its output. */
  async connect(tenant: Caller): Promise<void> {
    const { quickCreateUrl } = await tenant.get<{ quickCreateUrl: string }>('/v1/integrations/aws/installation');
    const stack = await new Caller(this.aws.url).post<{ outputs: { PortIntegrationRoleArn: string } }>(
      '/console/cloudformation/stacks',
      { quickCreateUrl, acknowledged: true },
    );
    await tenant.put('/v1/integrations/aws/role', { roleArn: stack.outputs.PortIntegrationRoleArn });
  }

  admin(): Caller {
    return new Caller(this.origin, ADMIN_TOKEN);
  }

  /** Between two looks at what happens in other processes. */
  pause(): Promise<void> {
    return delay(20);
  }

  get origin(): string {
    return `http://localhost:${this.config.httpPort}`;
  }

  async stop(): Promise<void> {
    await this.stopWorker();
    for (const end of this.endings.reverse()) await end();
  }
}
