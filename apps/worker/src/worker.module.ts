import { type DynamicModule, Module } from '@nestjs/common';
import { EnsureDefaultContent, kindProviders } from '@longshore/integrations';
import type { DatabaseOptions } from '@longshore/database';
import type { Config } from '@longshore/platform';
import { CatalogPreparation, runProviders, syncProviders } from '@longshore/sync';
import { AccountSyncProcessor } from './account-sync/account-sync.processor.js';
import { PrepareCatalog } from './account-sync/prepare-catalog.js';
import { AdaptersModule } from './adapters.module.js';
import { ReadKindsProcessor } from './kinds/read-kinds.processor.js';
import { KeyRotationProcessor } from './key-rotation/key-rotation.processor.js';
import { WorkerName } from './worker-name.js';

/** Runs account syncs and the other jobs. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, database: DatabaseOptions, isPaced: boolean): DynamicModule {
    return {
      module: WorkerModule,
      imports: [AdaptersModule.forRoot(config, database, isPaced)],
      providers: [
        WorkerName,
        EnsureDefaultContent,
        { provide: CatalogPreparation, useClass: PrepareCatalog },
        ...syncProviders,
        ...runProviders,
        ...kindProviders,
        AccountSyncProcessor,
        ReadKindsProcessor,
        KeyRotationProcessor,
      ],
    };
  }
}
