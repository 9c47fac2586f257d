import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import {
  AwsResources,
  EnabledRegionDirectory,
  endpointOf,
  ResourceModels,
  TypeRegistry,
  WebIdentitySessions,
} from '@longshore/aws';
import { DatabaseModule, type DatabaseOptions, PortBudgetStore } from '@longshore/database';
import {
  Catalog,
  Clock,
  KindRegistry,
  Mapper,
  ModelDirectory,
  RegionDirectory,
  ResourceSource,
  RoleSessions,
  WorkloadTokens,
} from '@longshore/domain';
import { signingProviders } from '@longshore/issuer';
import { JqMapper } from '@longshore/jq';
import { Config, EncryptionKey, loadEncryptionKey, SystemClock } from '@longshore/platform';
import { PortCatalog } from '@longshore/port';
import { QueueModule } from '@longshore/queue';
import { tenantAccessProviders } from '@longshore/tenants';

/** The only place of this process where a port meets its adapter. */
@Module({})
export class AdaptersModule implements OnApplicationShutdown {
  constructor(private readonly jq: JqMapper) {}

  static forRoot(config: Config, options: DatabaseOptions, isPaced: boolean): DynamicModule {
    const aws = { ...endpointOf(config), isPaced };
    const database = DatabaseModule.forRoot(options);
    const queue = QueueModule.forRoot({ databaseUrl: options.url, redis: config.redis });
    return {
      module: AdaptersModule,
      imports: [database, queue],
      providers: [
        { provide: Config, useValue: config },
        { provide: EncryptionKey, useFactory: () => loadEncryptionKey(config) },
        { provide: Clock, useClass: SystemClock },
        ...signingProviders,
        ...tenantAccessProviders,
        {
          provide: Catalog,
          inject: [PortBudgetStore],
          useFactory: (budget: PortBudgetStore) => new PortCatalog({}, budget),
        },
        { provide: JqMapper, useFactory: () => new JqMapper() },
        { provide: Mapper, useExisting: JqMapper },
        {
          provide: RoleSessions,
          inject: [WorkloadTokens],
          useFactory: (tokens: WorkloadTokens) => new WebIdentitySessions(tokens, aws),
        },
        {
          provide: ResourceSource,
          inject: [RoleSessions],
          useFactory: (sessions: RoleSessions) => new AwsResources(sessions, aws),
        },
        {
          provide: ModelDirectory,
          inject: [ResourceSource],
          useFactory: (source: ResourceSource) => new ResourceModels(source),
        },
        {
          provide: KindRegistry,
          inject: [RoleSessions],
          useFactory: (sessions: RoleSessions) => new TypeRegistry(sessions, aws),
        },
        {
          provide: RegionDirectory,
          inject: [RoleSessions],
          useFactory: (sessions: RoleSessions) => new EnabledRegionDirectory(sessions, aws),
        },
      ],
      exports: [
        database,
        queue,
        Clock,
        Config,
        Catalog,
        KindRegistry,
        Mapper,
        RoleSessions,
        ResourceSource,
        ModelDirectory,
        RegionDirectory,
        ...signingProviders,
        ...tenantAccessProviders,
      ],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.jq.close();
  }
}
