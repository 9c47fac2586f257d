import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApi } from '@longshore/api';
import type { TenantId } from '@longshore/domain';
import { loadConfig, type Config } from '@longshore/platform';
import { migrateQueue } from '@longshore/queue';
import { startSandboxAws, startSandboxPort, type SandboxAws } from '@longshore/sandbox';
import { Caller } from '../rig/caller.js';
import { freePort } from '../rig/free-port.js';
import { PortWatch } from './port-watch.js';

const ADMIN_TOKEN = 'the-administrator-of-the-faults';
export const REGIONS = ['eu-west-1', 'us-east-1'] as const;
/** Resources on a page of a listing. */
export const PAGE_SIZE = 2;

export interface FaultRigOptions {
  /** Of a migrated database. */
  databaseUrl: string;
  /** AWS accounts in all; each tenant uses up as many as it asks for. */
  accounts: number;
  /** Where account syncs are queued: in Redis, or, empty, in PostgreSQL. Default: nowhere, they are carried out without a queue. */
  redisUrl?: string | undefined;
}

/** A tenant whose integration may assume its role in each of its accounts. */
export interface RiggedTenant {
  id: TenantId;
  organizationId: string;
  caller: Caller;
  awsAccountIds: string[];
}

/** API and stand-ins over HTTP, without scheduler or worker. */
export class FaultRig {
  readonly port: PortWatch;
  private tenants = 0;
  private accounts = 0;

  private constructor(
    readonly config: Config,
    readonly environment: Record<string, string>,
    readonly aws: SandboxAws,
    private readonly own: { hasQueue: boolean; endings: (() => Promise<unknown>)[] },
  ) {
    this.port = new PortWatch(environment['PORT_API_URL'] ?? '');
  }

  static async start({ databaseUrl, accounts, redisUrl }: FaultRigOptions): Promise<FaultRig> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-faults-'));
    await migrateQueue(databaseUrl);
    const regions = REGIONS.map((name) => ({ name, status: 'ENABLED_BY_DEFAULT' as const }));
    const plans = Array.from({ length: accounts }, (_, index) => accountNumber(index)).map((id) => ({
      id,
      name: id,
      regions,
      kinds: [],
    }));
    const aws = await startSandboxAws({ seed: 'faults', accounts: plans, rates: {}, pageSize: PAGE_SIZE });
    const port = await startSandboxPort();
    const environment = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      HTTP_PORT: String(await freePort()),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl ?? '',
      DATA_DIR: dataDir,
      ADMIN_TOKEN,
      AWS_ENDPOINT_URL: aws.url,
      PORT_API_URL: port.url,
    };
    const config = loadConfig(environment);
    const api = await createApi(config);
    await api.listen(config.httpPort, '127.0.0.1');
    const removed = () => rm(dataDir, { recursive: true, force: true });
    const endings = [() => api.close(), () => port.close(), () => aws.close(), removed];
    return new FaultRig(config, environment, aws, { hasQueue: redisUrl !== undefined, endings });
  }

  async stop(): Promise<void> {
    for (const end of this.own.endings) await end();
  }

  /** Whether account syncs come out of a queue. */
  get hasQueue(): boolean {
    return this.own.hasQueue;
  }

  get origin(): string {
    return `http://localhost:${this.config.httpPort}`;
  }

  /** The role stands in all of its accounts, and the integration knows them. */
  async tenant(accounts: number): Promise<RiggedTenant> {
    this.tenants += 1;
    const identity = { id: `org_${this.tenants}`, clientId: `client-${this.tenants}`, clientSecret: 'secret' };
    await new Caller(this.port.url).post('/_sandbox/organizations', { ...identity, name: identity.id });
    const { clientId, clientSecret } = identity;
    const registration = { name: identity.id, port: { region: 'eu', clientId, clientSecret } };
    const admin = new Caller(this.origin, ADMIN_TOKEN);
    const { id, apiKey } = await admin.post<{ id: TenantId; apiKey: string }>('/v1/tenants', registration);
    const caller = new Caller(this.origin, apiKey);
    await caller.post('/v1/integrations', {
      identifier: 'aws',
      accounts: { mode: 'list', roleArns: [] },
      intervalMinutes: null,
    });
    const awsAccountIds = Array.from({ length: accounts }, () => accountNumber(this.accounts++));
    const roleArns = await Promise.all(awsAccountIds.map((accountId) => this.role(caller, accountId)));
    await caller.patch('/v1/integrations/aws', { accounts: { mode: 'list', roleArns } });
    return { id, organizationId: identity.id, caller, awsAccountIds };
  }

  private async role(caller: Caller, accountId: string): Promise<string> {
    const { quickCreateUrl } = await caller.get<{ quickCreateUrl: string }>('/v1/integrations/aws/installation');
    const stack = await new Caller(this.aws.url).post<{ outputs: { PortIntegrationRoleArn: string } }>(
      '/console/cloudformation/stacks',
      { quickCreateUrl, accountId, acknowledged: true },
    );
    return stack.outputs.PortIntegrationRoleArn;
  }
}

const accountNumber = (index: number): string => String(200_000_000_000 + index);
