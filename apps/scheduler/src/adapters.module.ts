import { type DynamicModule, Module } from '@nestjs/common';
import { endpointOf, OrganizationDirectory, WebIdentitySessions } from '@longshore/aws';
import { DatabaseModule, type DatabaseOptions, PortBudgetStore } from '@longshore/database';
import { AccountDirectory, Catalog, Clock, RoleSessions, WorkloadTokens } from '@longshore/domain';
import { signingProviders } from '@longshore/issuer';
import { Config, EncryptionKey, loadEncryptionKey, SystemClock } from '@longshore/platform';
import { PortCatalog } from '@longshore/port';
import { QueueModule } from '@longshore/queue';
import { tenantAccessProviders } from '@longshore/tenants';

/** The only place of this process where a port meets its adapter. */
@Module({})
export class AdaptersModule {
  static forRoot(config: Config, options: DatabaseOptions): DynamicModule {
    const aws = endpointOf(config);
    const database = DatabaseModule.forRoot(options);
    const queue = QueueModule.forRoot({ databaseUrl: options.url, redis: config.redis });
    return {
      module: AdaptersModule,
      imports: [database, queue],
      providers: [
        { provide: Config, useValue: config },
        { provide: EncryptionKey, useFactory: () => loadEncryptionKey(config) },
        { provide: Clock, useClass: SystemClock },
        {
          provide: Catalog,
          inject: [PortBudgetStore],
          useFactory: (budget: PortBudgetStore) => new PortCatalog({}, budget),
        },
        ...tenantAccessProviders,
        ...signingProviders,
        {
          provide: RoleSessions,
          inject: [WorkloadTokens],
          useFactory: (tokens: WorkloadTokens) => new WebIdentitySessions(tokens, aws),
        },
        {
          provide: AccountDirectory,
          inject: [RoleSessions],
          useFactory: (sessions: RoleSessions) => new OrganizationDirectory(sessions, aws),
        },
      ],
      exports: [
        database,
        queue,
        AccountDirectory,
        Catalog,
        Clock,
        RoleSessions,
        ...signingProviders,
        ...tenantAccessProviders,
      ],
    };
  }
}
