import type { DynamicModule, INestApplicationContext, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AwsResources,
  EnabledRegionDirectory,
  endpointOf,
  OrganizationDirectory,
  type RetrySchedule,
} from '@longshore/aws';
import {
  AccountSyncStore,
  DatabaseOptions,
  DeletionLedger,
  FailureLedger,
  HoldLedger,
  LEASE,
  ModelLedger,
  PageLedger,
  PortBudgetStore,
  SettlementLedger,
  SyncStore,
  WalkLedger,
} from '@longshore/database';
import { AccountDirectory, Catalog, RegionDirectory, ResourceSource, RoleSessions } from '@longshore/domain';
import { requireDatabaseUrl, type Config } from '@longshore/platform';
import { PortCatalog } from '@longshore/port';
import { JobProcessor } from '@longshore/queue';
import { accountProviders, RefreshAccounts } from '@longshore/integrations';
import { AccountRefresh, CheckpointPace, dispatchProviders, openingProviders } from '@longshore/sync';
import { WorkerModule } from '@longshore/worker';
import { DeskProcessor, JobDesk } from './job-desk.js';
import { struck, type Strike } from './struck.js';

/** Replaces a store or a port by another one made of it, by the name of its class. */
export type Plants = { [name: string]: (original: never) => object };

export interface TestWorkerOptions {
  strike: Strike;
  plants?: Plants;
  lease?: typeof LEASE;
  maxConnections?: number;
  /** Takes the jobs of the queue. Default: nobody does, and the worker does what it is asked to. */
  desk?: JobDesk | undefined;
}

/** Faults of the stand-ins do not pass by waiting. */
const AT_ONCE = { retries: 1, baseMs: 1, capMs: 1 };
const SCHEDULE: RetrySchedule = { 'slow-down': AT_ONCE, wait: AT_ONCE, 'new-session': AT_ONCE };
const PORT_LIMITS = { timeoutMs: 5_000, deadlineMs: 10_000, maxAttempts: 2, backoffMs: 1 };

/** Estates here are small: no walk lasts a second. */
const EACH_PAGE: CheckpointPace = { begin: () => () => true };

const STORES: Type[] = [
  AccountSyncStore,
  SyncStore,
  PageLedger,
  WalkLedger,
  ModelLedger,
  SettlementLedger,
  DeletionLedger,
  HoldLedger,
  FailureLedger,
];

/** A worker of the modules that ship, in which every store and port of an account sync tells of its calls; it opens and repairs syncs too. */
export async function createTestWorker(config: Config, options: TestWorkerOptions): Promise<INestApplicationContext> {
  const { lease = LEASE, maxConnections = 10 } = options;
  const database = new DatabaseOptions(requireDatabaseUrl(config), maxConnections, lease);
  const module = WorkerModule.forRoot(config, database, false);
  const own = module.providers?.filter((provider) => !isProcessor(provider)) ?? [];
  const processors = options.desk ? [{ provide: JobDesk, useValue: options.desk }, DeskProcessor] : [];
  const providers = [...own, ...schedulerProviders(config), ...processors, ...overrides(config, options)];
  const assembled: DynamicModule = { ...module, providers };
  const app = await NestFactory.createApplicationContext(assembled, { logger: false, abortOnError: false });
  return app.init();
}

const isProcessor = (provider: Provider): boolean =>
  typeof provider === 'function' && provider.prototype instanceof JobProcessor;

/** What opens and repairs syncs. */
function schedulerProviders(config: Config): Provider[] {
  return [
    {
      provide: AccountDirectory,
      inject: [RoleSessions],
      useFactory: (sessions: RoleSessions) => new OrganizationDirectory(sessions, endpointOf(config)),
    },
    ...accountProviders,
    { provide: AccountRefresh, inject: [RefreshAccounts], useFactory: (refresh: RefreshAccounts) => refresh },
    ...openingProviders,
    ...dispatchProviders,
  ];
}

/** Of two providers of a module for one token Nest takes the later. */
function overrides(config: Config, { strike, plants = {} }: TestWorkerOptions): Provider[] {
  const aws = { ...endpointOf(config), schedule: SCHEDULE, isPaced: false };
  const watched = (original: object, name: string): object => {
    const plant = plants[name];
    return struck(plant ? plant(original as never) : original, name, strike);
  };
  return [
    { provide: CheckpointPace, useValue: EACH_PAGE },
    ...STORES.flatMap((store) => overridden(store, watched)),
    {
      provide: Catalog,
      inject: [PortBudgetStore],
      useFactory: (budget: PortBudgetStore) => watched(new PortCatalog(PORT_LIMITS, budget), Catalog.name),
    },
    {
      provide: ResourceSource,
      inject: [RoleSessions],
      useFactory: (sessions: RoleSessions) => watched(new AwsResources(sessions, aws), ResourceSource.name),
    },
    {
      provide: RegionDirectory,
      inject: [RoleSessions],
      useFactory: (sessions: RoleSessions) => watched(new EnabledRegionDirectory(sessions, aws), RegionDirectory.name),
    },
  ];
}

function overridden(store: Type, watched: (original: object, name: string) => object): Provider[] {
  const original = `original ${store.name}`;
  return [
    { provide: original, useClass: store },
    { provide: store, inject: [original], useFactory: (made: object) => watched(made, store.name) },
  ];
}
