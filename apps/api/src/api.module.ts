import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import {
  Deployment,
  InstallationTemplates,
  integrationProviders,
  IntegrationSyncs,
  RefreshAccounts,
} from '@longshore/integrations';
import { type Config, Metrics } from '@longshore/platform';
import { AccountRefresh, openingProviders, previewProviders, syncProviders } from '@longshore/sync';
import { tenantsProviders } from '@longshore/tenants';
import { AdaptersModule } from './adapters.module.js';
import type { ApiSurroundings } from './api-surroundings.js';
import { DeletionsController } from './deletions/deletions.controller.js';
import { ExplanationController } from './deletions/explanation.controller.js';
import { OperationsController } from './deletions/operations.controller.js';
import { AdminToken } from './http/admin-token.js';
import { AccountsController } from './integrations/accounts.controller.js';
import { BoundIntegrationSyncs } from './integrations/bound-integration-syncs.js';
import { ConnectionController } from './integrations/connection.controller.js';
import { EntitiesController } from './integrations/entities.controller.js';
import { FindingsController } from './integrations/findings.controller.js';
import { IntegrationsController } from './integrations/integrations.controller.js';
import { MappingImportController } from './integrations/mapping-import.controller.js';
import { MappingPreviewController } from './integrations/mapping-preview.controller.js';
import { MappingController } from './integrations/mapping.controller.js';
import { OwnKindsController } from './integrations/own-kinds.controller.js';
import { PermissionsController } from './integrations/permissions.controller.js';
import { readTemplates } from './integrations/read-templates.js';
import { TemplateController } from './integrations/template.controller.js';
import { IssuerController } from './issuer/issuer.controller.js';
import { KindsController } from './kinds/kinds.controller.js';
import { DatabaseReadiness } from './operations/database-readiness.js';
import { HealthController } from './operations/health.controller.js';
import { MetricsController } from './operations/metrics.controller.js';
import { WorkloadMetrics } from './operations/workload-metrics.js';
import { FollowSync } from './syncs/follow-sync.js';
import { IntegrationSyncsController } from './syncs/integration-syncs.controller.js';
import { FollowLog } from './syncs/follow-log.js';
import { SyncEventsController } from './syncs/sync-events.controller.js';
import { SyncLogController } from './syncs/sync-log.controller.js';
import { SyncsController } from './syncs/syncs.controller.js';
import { ApiKeysController } from './tenants/api-keys.controller.js';
import { TenantLifecycleController } from './tenants/tenant-lifecycle.controller.js';
import { SwitchesController } from './tenants/switches.controller.js';
import { TenantsController } from './tenants/tenants.controller.js';

const controllers = [
  HealthController,
  MetricsController,
  IssuerController,
  TenantsController,
  TenantLifecycleController,
  ApiKeysController,
  SwitchesController,
  IntegrationsController,
  ConnectionController,
  AccountsController,
  MappingController,
  MappingImportController,
  MappingPreviewController,
  EntitiesController,
  OwnKindsController,
  PermissionsController,
  FindingsController,
  DeletionsController,
  OperationsController,
  ExplanationController,
  IntegrationSyncsController,
  SyncsController,
  SyncEventsController,
  SyncLogController,
  KindsController,
  TemplateController,
];

@Module({})
export class ApiModule {
  static forRoot(surroundings: ApiSurroundings): DynamicModule {
    const providers: Provider[] = [
      { provide: AdminToken, useValue: surroundings.adminToken },
      { provide: DatabaseReadiness, useValue: surroundings.readiness },
      { provide: Metrics, useFactory: () => processMetrics(surroundings.config) },
      { provide: Deployment, useValue: deploymentOf(surroundings.config) },
      { provide: InstallationTemplates, useFactory: readTemplates },
      { provide: IntegrationSyncs, useClass: BoundIntegrationSyncs },
      FollowSync,
      FollowLog,
      WorkloadMetrics,
      ...tenantsProviders,
      ...integrationProviders,
      ...syncProviders,
      ...previewProviders,
      ...openingProviders,
      {
        provide: AccountRefresh,
        inject: [RefreshAccounts],
        useFactory: (refresh: RefreshAccounts): AccountRefresh => refresh,
      },
    ];
    return { module: ApiModule, imports: [AdaptersModule.forRoot(surroundings)], controllers, providers };
  }
}

function processMetrics({ nodeEnv }: Config): Metrics {
  const metrics = new Metrics();
  if (nodeEnv !== 'test') metrics.collectProcess();
  return metrics;
}

function deploymentOf({ publicUrl, templateBaseUrl, aws }: Config): Deployment {
  const sandboxConsoleUrl = aws.isReal || aws.endpointUrl === null ? null : `${aws.endpointUrl}/console`;
  return new Deployment({ publicUrl, templateBaseUrl, isAwsReal: aws.isReal, sandboxConsoleUrl });
}
