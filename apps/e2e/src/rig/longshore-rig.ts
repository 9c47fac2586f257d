import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { createApi } from '@longshore/api';
import { DatabaseOptions, TenantDatabase } from '@longshore/database';
import { testDatabase } from '@longshore/database/testing';
import type { TenantId } from '@longshore/domain';
import { loadConfig, type Config } from '@longshore/platform';
import { migrateQueue, QueueDepth } from '@longshore/queue';
import {
  startSandboxAws,
  startSandboxPort,
  type AccountPlan,
  type OrganizationPlan,
  type SandboxAws,
} from '@longshore/sandbox';
import { createScheduler } from '@longshore/scheduler';
import { createWorker } from '@longshore/worker';
import { Caller } from './caller.js';
import { freePort } from './free-port.js';
import { PortCatalog } from './port-catalog.js';
import { PortJournal } from './port-journal.js';

export const ACCOUNT = '123456789012';
export const ADMIN_TOKEN = 'the-administrator-of-the-tests';
const ORGANIZATION = { id: 'org_e2e', name: 'E2E', clientId: 'client-e2e', clientSecret: 'secret-e2e' };

export interface RigOptions {
  /** Resources of each kind in each populated region. Default 3. */
  resourcesPerKind?: number;
  /** What else the one account has. */
  account?: Pick<AccountPlan, 'regions' | 'everyTypeIn'>;
  /** Whether calls keep to the pace that AWS allows, and the stand-in refuses what is faster. Default true. */
  isPaced?: boolean;
  /** In place of the one account; its management account has the same id. */
  organization?: OrganizationPlan;
  /** Of a migrated database that outlives the rig. Default: one of its own. */
  databaseUrl?: string;
  /** Empty: the queue lives in PostgreSQL. */
  redisUrl?: string;
  /** Whether a worker runs in this process. Default true. */
  hasWorker?: boolean;
}

/** The whole product on real PostgreSQL, with AWS and Port stood in for over HTTP. */
export class LongshoreRig {
  private readonly endings: (() => Promise<unknown>)[] = [];
  private scheduler: INestApplicationContext | undefined;
  private worker: INestApplicationContext | undefined;
  private isPaced = true;

  private constructor(
    readonly config: Config,
    readonly environment: NodeJS.ProcessEnv,
    readonly aws: SandboxAws,
    readonly port: PortJournal,
  ) {}

  static async start(options: RigOptions = {}): Promise<LongshoreRig> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-e2e-'));
    const { databaseUrl } = options;
    const database =
      databaseUrl === undefined ? await testDatabase() : { url: databaseUrl, close: async () => undefined };
    await migrateQueue(database.url);
    const { resourcesPerKind = 3, account, isPaced = true } = options;
    const accounts = [{ id: ACCOUNT, name: 'e2e', resourcesPerKind, ...account }];
    const aws = await startSandboxAws({
      seed: 'e2e',
      ...(!isPaced && { rates: {} }),
      ...(options.organization ? { organization: options.organization } : { accounts }),
    });
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
    rig.isPaced = isPaced;
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
    rig.scheduler = scheduler;
    rig.endings.push(() => scheduler.close());
    if (options.hasWorker ?? true) await rig.startWorker();
    return rig;
  }

  async startWorker(): Promise<void> {
    this.worker = await createWorker(this.config, { isPaced: this.isPaced });
  }

  async stopWorker(): Promise<void> {
    await this.worker?.close();
    this.worker = undefined;
  }

  /** A registered tenant with an integration that no account is connected to yet. */
  async tenant(accounts: object = { mode: 'single' }): Promise<Caller> {
    const { clientId, clientSecret } = ORGANIZATION;
    const registration = { name: 'e2e', port: { region: 'eu', clientId, clientSecret } };
    const { apiKey } = await this.admin().post<{ apiKey: string }>('/v1/tenants', registration);
    const tenant = new Caller(this.origin, apiKey);
    await tenant.post('/v1/integrations', { identifier: 'aws', accounts, intervalMinutes: null });
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

  catalog(): Promise<PortCatalog> {
    return PortCatalog.open(this.port.url, ORGANIZATION);
  }

  admin(): Caller {
    return new Caller(this.origin, ADMIN_TOKEN);
  }

  /** Jobs in the queue that no worker has taken. */
  async waitingJobs(): Promise<number> {
    const depths = (await this.scheduler?.get(QueueDepth, { strict: false }).read()) ?? [];
    return depths.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  /** As if so much time had passed for what is queued or leased; how much that was. */
  async later(seconds: number): Promise<number> {
    const [tenant] = (await this.admin().get<{ data: { id: TenantId }[] }>('/v1/tenants')).data;
    if (!tenant) throw new Error('the rig has no tenant');
    const database = new TenantDatabase(new DatabaseOptions(this.environment['DATABASE_URL'] ?? '', 1));
    const aged = database.transaction(tenant.id, (transaction) =>
      transaction.count(
        `update app.account_sync set queued_at = queued_at - make_interval(secs => $2), lease_until = lease_until - make_interval(secs => $2)
         where tenant_id = $1 and (state = 'ready' and queued_at is not null or state = 'running')`,
        [tenant.id, seconds],
      ),
    );
    return aged.finally(() => database.close());
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
