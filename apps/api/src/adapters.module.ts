import { type DynamicModule, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import {
  EnabledRegionDirectory,
  endpointOf,
  OrganizationDirectory,
  S3ObjectReader,
  TypeRegistry,
  WebIdentitySessions,
} from '@longshore/aws';
import { DatabaseModule } from '@longshore/database';
import {
  AccountDirectory,
  Catalog,
  Clock,
  KindRegistry,
  Mapper,
  ObjectReader,
  RegionDirectory,
  RoleSessions,
  WorkloadTokens,
} from '@longshore/domain';
import { issuerProviders } from '@longshore/issuer';
import { JqMapper } from '@longshore/jq';
import { Config, EncryptionKey, SystemClock } from '@longshore/platform';
import { PortCatalog } from '@longshore/port';
import type { ApiSurroundings } from './api-surroundings.js';

/** A worker has more patience; a person has asked here. */
const WHILE_SOMEBODY_WAITS = { timeoutMs: 10_000, deadlineMs: 15_000, maxAttempts: 3, backoffMs: 200 };

/** The only place of this process where a port meets its adapter. */
@Module({})
export class AdaptersModule implements OnApplicationShutdown {
  constructor(private readonly jq: JqMapper) {}

  static forRoot({ config, encryptionKey, database }: ApiSurroundings): DynamicModule {
    const aws = endpointOf(config);
    const providers: Provider[] = [
      { provide: Config, useValue: config },
      { provide: EncryptionKey, useValue: encryptionKey },
      { provide: Clock, useClass: SystemClock },
      { provide: Catalog, useFactory: () => new PortCatalog(WHILE_SOMEBODY_WAITS) },
      // Expressions are compiled here when a mapping is saved, and run on a few resources in previews.
      { provide: JqMapper, useFactory: () => new JqMapper({ threads: 1 }) },
      { provide: Mapper, useExisting: JqMapper },
      {
        provide: RoleSessions,
        inject: [WorkloadTokens],
        useFactory: (tokens: WorkloadTokens) => new WebIdentitySessions(tokens, aws),
      },
      {
        provide: RegionDirectory,
        inject: [RoleSessions],
        useFactory: (sessions: RoleSessions) => new EnabledRegionDirectory(sessions, aws),
      },
      {
        provide: KindRegistry,
        inject: [RoleSessions],
        useFactory: (sessions: RoleSessions) => new TypeRegistry(sessions, aws),
      },
      {
        provide: AccountDirectory,
        inject: [RoleSessions],
        useFactory: (sessions: RoleSessions) => new OrganizationDirectory(sessions, aws),
      },
      {
        provide: ObjectReader,
        inject: [WorkloadTokens],
        useFactory: (tokens: WorkloadTokens) => new S3ObjectReader(tokens, aws),
      },
      // The issuer signs what role sessions are asked for with.
      ...issuerProviders,
    ];
    const stores = DatabaseModule.forRoot(database);
    return { module: AdaptersModule, imports: [stores], providers, exports: [stores, ...providers] };
  }

  onApplicationShutdown(): Promise<void> {
    return this.jq.close();
  }
}
