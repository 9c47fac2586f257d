import { randomBytes } from 'node:crypto';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ApiKeyStore,
  DatabaseOptions,
  IntegrationStore,
  OperationStore,
  PortLinkStore,
  SecretStore,
  SyncStore,
  SystemDatabase,
  SystemPrisma,
  TenantDatabase,
  TenantPrisma,
  TenantStore,
} from '@longshore/database';
import { type TestDatabase, testDatabase } from '@longshore/database/testing';
import { Catalog, Clock } from '@longshore/domain';
import { Config, EncryptionKey, loadConfig } from '@longshore/platform';
import { tenantsProviders } from '../tenants-providers.js';

const STORES = [
  SystemPrisma,
  TenantPrisma,
  TenantDatabase,
  SystemDatabase,
  TenantStore,
  ApiKeyStore,
  PortLinkStore,
  SecretStore,
  IntegrationStore,
  SyncStore,
  OperationStore,
];

/** A clock that stands until it is set. */
class SetClock extends Clock {
  at = new Date();

  now(): Date {
    return this.at;
  }
}

/** The library as an app has it, on a database of its own. */
export class TenantsRig {
  private constructor(
    readonly database: TestDatabase,
    readonly clock: SetClock,
    private readonly app: INestApplicationContext,
  ) {}

  /** `environment`: PORT_API_URL and PUBLIC_URL, mostly. */
  static async start(catalog: Catalog, environment: NodeJS.ProcessEnv): Promise<TenantsRig> {
    const database = await testDatabase();
    const clock = new SetClock();
    const providers = [
      ...tenantsProviders,
      ...STORES,
      { provide: DatabaseOptions, useValue: new DatabaseOptions(database.url, 4) },
      { provide: Config, useValue: loadConfig(environment) },
      { provide: EncryptionKey, useValue: new EncryptionKey(randomBytes(32)) },
      { provide: Clock, useValue: clock },
      { provide: Catalog, useValue: catalog },
    ];
    class Rig {}
    const app = await NestFactory.createApplicationContext({ module: Rig, providers }, { logger: false });
    return new TenantsRig(database, clock, app);
  }

  get<Instance>(token: Type<Instance>): Instance {
    return this.app.get(token);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.close();
  }
}
