import { type DynamicModule, Module } from '@nestjs/common';
import { ActiveIssuers } from './app/active-issuers.js';
import { AccountStore } from './app/account-store.js';
import { ApiKeyStore } from './app/api-key-store.js';
import { IdempotencyStore } from './app/idempotency-store.js';
import { IntegrationStore } from './app/integration-store.js';
import { MappingStore } from './app/mapping-store.js';
import { KindReadings } from './app/kind-readings.js';
import { OwnKindStore } from './app/own-kind-store.js';
import { OrganizationStore } from './app/organization-store.js';
import { PortBudgetStore } from './app/port-budget-store.js';
import { PortLinkStore } from './app/port-link-store.js';
import { SecretStore } from './app/secret-store.js';
import { SettingStore } from './app/setting-store.js';
import { SigningKeyStore } from './app/signing-key-store.js';
import { SwitchStore } from './app/switch-store.js';
import { SystemPrisma } from './app/system-prisma.js';
import { TenantPrisma } from './app/tenant-prisma.js';
import { TenantStore } from './app/tenant-store.js';
import { DatabaseOptions } from './connection/database-options.js';
import { SystemDatabase } from './connection/system-database.js';
import { TenantDatabase } from './connection/tenant-database.js';
import { DecisionLedger } from './ledger/decision-ledger.js';
import { DeletionJournal } from './ledger/deletion-journal.js';
import { DeletionLedger } from './ledger/deletion-ledger.js';
import { DryLedger } from './ledger/dry-ledger.js';
import { EntityLedger } from './ledger/entity-ledger.js';
import { ExampleStore } from './ledger/example-store.js';
import { ExplanationLedger } from './ledger/explanation-ledger.js';
import { FailureLedger } from './ledger/failure-ledger.js';
import { FindingLedger } from './ledger/finding-ledger.js';
import { HoldLedger } from './ledger/hold-ledger.js';
import { OrphanLedger } from './ledger/orphan-ledger.js';
import { RestorationLedger } from './ledger/restoration-ledger.js';
import { ModelLedger } from './ledger/model-ledger.js';
import { PageLedger } from './ledger/page-ledger.js';
import { ClaimLookUp } from './ledger/claim-look-up.js';
import { RawStore } from './ledger/raw-store.js';
import { SettlementLedger } from './ledger/settlement-ledger.js';
import { WalkLedger } from './ledger/walk-ledger.js';
import { AccountSyncStore } from './sync/account-sync-store.js';
import { DispatchStore } from './sync/dispatch-store.js';
import { KindSlotStore } from './sync/kind-slot-store.js';
import { LeaseTerms } from './sync/lease-terms.js';
import { OperationStore } from './sync/operation-store.js';
import { SyncEventStore } from './sync/sync-event-store.js';
import { SyncLogStore } from './sync/sync-log-store.js';
import { SyncStore } from './sync/sync-store.js';
import { PlanStore } from './sync/plan-store.js';
import { WorkloadStore } from './sync/workload-store.js';

const connections = [TenantDatabase, SystemDatabase, TenantPrisma, SystemPrisma];

const stores = [
  ActiveIssuers,
  TenantStore,
  ApiKeyStore,
  SecretStore,
  SigningKeyStore,
  IntegrationStore,
  MappingStore,
  AccountStore,
  OrganizationStore,
  OwnKindStore,
  KindReadings,
  SettingStore,
  SwitchStore,
  IdempotencyStore,
  PortBudgetStore,
  PortLinkStore,
  SyncStore,
  AccountSyncStore,
  KindSlotStore,
  DispatchStore,
  SyncEventStore,
  SyncLogStore,
  PlanStore,
  WorkloadStore,
  PageLedger,
  WalkLedger,
  ModelLedger,
  SettlementLedger,
  HoldLedger,
  ExplanationLedger,
  OrphanLedger,
  RestorationLedger,
  OperationStore,
  DecisionLedger,
  DeletionJournal,
  DeletionLedger,
  FailureLedger,
  EntityLedger,
  RawStore,
  ExampleStore,
  ClaimLookUp,
  FindingLedger,
  DryLedger,
];

/** Every store on one set of pools, which close with the application. */
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DatabaseOptions, useValue: options },
        { provide: LeaseTerms, useValue: options.lease },
        ...connections,
        ...stores,
      ],
      exports: [DatabaseOptions, LeaseTerms, TenantDatabase, SystemDatabase, ...stores],
    };
  }
}
