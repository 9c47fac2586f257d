import { type DynamicModule, Module } from '@nestjs/common';
import type { DatabaseOptions } from '@longshore/database';
import { accountProviders, QueueKindReadings, RefreshAccounts } from '@longshore/integrations';
import type { Config } from '@longshore/platform';
import { AccountRefresh, dispatchProviders, openingProviders, syncProviders } from '@longshore/sync';
import { tenantDeletionProviders } from '@longshore/tenants';
import { AdaptersModule } from './adapters.module.js';
import { DeletionRounds } from './deletion-rounds.js';
import { KindRounds } from './kind-rounds.js';
import { Rounds } from './rounds.js';
import { SyncRounds } from './sync-rounds.js';
import { UpkeepRounds } from './upkeep-rounds.js';

/** Opens due syncs, feeds the queue and repairs what got lost. Several may run. */
@Module({})
export class SchedulerModule {
  static forRoot(config: Config, database: DatabaseOptions): DynamicModule {
    return {
      module: SchedulerModule,
      imports: [AdaptersModule.forRoot(config, database)],
      providers: [
        ...accountProviders,
        {
          provide: AccountRefresh,
          inject: [RefreshAccounts],
          useFactory: (refresh: RefreshAccounts): AccountRefresh => refresh,
        },
        ...syncProviders,
        ...openingProviders,
        ...dispatchProviders,
        ...tenantDeletionProviders,
        QueueKindReadings,
        SyncRounds,
        DeletionRounds,
        KindRounds,
        UpkeepRounds,
        Rounds,
      ],
    };
  }
}
