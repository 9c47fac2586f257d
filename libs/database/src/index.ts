export { ActiveIssuers } from './app/active-issuers.js';
export { AccountStore, type RefusedAccount } from './app/account-store.js';
export type { AccountOrigin, AccountRow, StandingAccount } from './app/account-row.js';
export { KindReadings, type KindPlace, type KindReadingRow } from './app/kind-readings.js';
export { OwnKindStore, type NewOwnKind, type OwnKindRow } from './app/own-kind-store.js';
export { OrganizationStore, type OrganizationQuestion, type OrganizationRow } from './app/organization-store.js';
export { ApiKeyStore, type ApiKeyRow, type KeyHolder, type NewApiKey } from './app/api-key-store.js';
export { IdempotencyStore, type IdempotencyVerdict } from './app/idempotency-store.js';
export type { IntegrationChange, IntegrationRow, IntegrationState, NewIntegration } from './app/integration-row.js';
export { IntegrationStore } from './app/integration-store.js';
export type { KillSwitches } from './app/kill-switches.js';
export { MappingStore, type MappingRow, type NewMapping } from './app/mapping-store.js';
export type { Page, PageRequest } from './app/page.js';
export { PortBudgetStore } from './app/port-budget-store.js';
export { SecretStore, type SecretRow } from './app/secret-store.js';
export { PortLinkStore, type PortLink } from './app/port-link-store.js';
export { SettingStore } from './app/setting-store.js';
export { SwitchStore, type StandingSwitches } from './app/switch-store.js';
export {
  SigningKeyStore,
  type NewSigningKey,
  type SigningKeyRow,
  type SigningKeyState,
} from './app/signing-key-store.js';
export { IdempotencyMismatch, PortOrganizationTaken, VersionMismatch } from './app/store-errors.js';
export { SystemPrisma } from './app/system-prisma.js';
export { TenantPrisma } from './app/tenant-prisma.js';
export type { NewTenant, TenantChange, TenantRow, TenantState } from './app/tenant-row.js';
export { TenantStore, type TenantIssuer } from './app/tenant-store.js';
export { DatabaseOptions } from './connection/database-options.js';
export { DatabaseModule } from './database.module.js';
export { SystemDatabase } from './connection/system-database.js';
export { TenantDatabase } from './connection/tenant-database.js';
export { Transaction } from './connection/transaction.js';
export { AlreadyRunning, EmbeddedPostgresUnusable } from './embedded/embedded-errors.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/start-embedded-postgres.js';
export { acquireStartLock, type StartLock } from './embedded/start-lock.js';
export {
  DecisionLedger,
  HOLD_STATES,
  type Decision,
  type DeletionHold,
  type HoldState,
} from './ledger/decision-ledger.js';
export {
  DELETION_STATES,
  DeletionJournal,
  type DeletionFilter,
  type DeletionState,
  type HeldEntity,
  type JournalEntry,
} from './ledger/deletion-journal.js';
export { DeletionLedger } from './ledger/deletion-ledger.js';
export type { DeletionRun, IntendedDeletion } from './ledger/deletion-rows.js';
export { DryLedger, type Dying, type DyingClaim, type RecordedClaim } from './ledger/dry-ledger.js';
export { EntityLedger, type LedgerEntity } from './ledger/entity-ledger.js';
export { ExplanationLedger, type ExplainedClaim, type ExplainedEntity } from './ledger/explanation-ledger.js';
export { FailureLedger, type RefusedEntity, type RetriedEntity } from './ledger/failure-ledger.js';
export { FindingLedger, type Finding, type FoundEntity } from './ledger/finding-ledger.js';
export type { Fence, OperationFence, Writer } from './ledger/fence.js';
export { HoldLedger, type Hold } from './ledger/hold-ledger.js';
export { LeaseLost } from './connection/lease-lost.error.js';
export type {
  Confirmation,
  IntendedClaim,
  IntendedPush,
  IntendedResource,
  ItemState,
  PageIntent,
  ScopeKey,
  ScopeModel,
} from './ledger/page-intent.js';
export type { Place } from './ledger/scope-rows.js';
export {
  ModelLedger,
  type EndedModels,
  type ModelTotals,
  type ResumedModels,
} from './ledger/model-ledger.js';
export {
  OrphanLedger,
  type OrphanedScope,
  type OrphanFilter,
  type ReleasedEntity,
} from './ledger/orphan-ledger.js';
export { RestorationLedger, type RestorableEntity, type RestorationSource } from './ledger/restoration-ledger.js';
export { PageLedger, type KnownResource } from './ledger/page-ledger.js';
export { DELETION_REASONS, type DeletionCandidate, type DeletionReason } from './ledger/dead-claims.js';
export type { SealedRaw } from './ledger/raw-rows.js';
export { RawResources, type RawResource } from './ledger/raw-resources.js';
export { ClaimLookUp, type EntityNamed, type StandingClaim } from './ledger/claim-look-up.js';
export { ExampleStore } from './ledger/example-store.js';
export { RawStore, type RawPlace, type RawSelection } from './ledger/raw-store.js';
export { SettlementLedger, type AbsentResource, type UnsettledScope } from './ledger/settlement-ledger.js';
export {
  WalkLedger,
  type Checkpoint,
  type EndedWalk,
  type KnownScope,
  type Observation,
  type ResumedWalk,
} from './ledger/walk-ledger.js';
export {
  assertClockIsClose,
  assertDatabaseReady,
  assertRoleIsSafe,
  assertSchemaCurrent,
} from './migrate/database-checks.js';
export { migrate, type MigrateOptions } from './migrate/migrate.js';
export { ClockSkew, DatabaseRoleUnsafe, MigrationFailed, SchemaOutdated } from './migrate/schema-errors.js';
export {
  AccountSyncStore,
  type AccountSyncEnd,
  type AccountSyncProgress,
  type AccountSyncRow,
  type AccountSyncView,
  type CellOutcomes,
  type CellReport,
} from './sync/account-sync-store.js';
export type { FieldOutcome, MatrixPage, ScopeMatrix } from './sync/sync-matrix-rows.js';
export { type KindLimit, KindSlotStore } from './sync/kind-slot-store.js';
export { LEASE, LeaseTerms } from './sync/lease-terms.js';
export { DispatchStore, type DispatchedAccountSync } from './sync/dispatch-store.js';
export type { NewSyncEvent } from './sync/sync-event-rows.js';
export {
  OPERATION_STATES,
  OPERATION_TYPES,
  OperationStore,
  type HeldOperation,
  type OperationCounts,
  type OperationFilter,
  type OperationRow,
  type OperationState,
  type OperationType,
} from './sync/operation-store.js';
export {
  MAX_PLANNED,
  PLANNED_ACTIONS,
  PlanStore,
  type PlannedAction,
  type PlannedChange,
  type StoredChange,
} from './sync/plan-store.js';
export { WorkloadStore, type Workload } from './sync/workload-store.js';
export { LAST_LINE, LOG_LEVELS, MAX_LOG_LINES, type LogLevel, type NewLogLine } from './sync/sync-log-rows.js';
export { SyncLogStore, type LogFilter, type LogLine } from './sync/sync-log-store.js';
export { SyncEventStore, type SyncEvent } from './sync/sync-event-store.js';
export { SyncStore, type ClosingAccount, type OpeningSync, type SyncFilter, type SyncRow } from './sync/sync-store.js';
