export { canonicalJson, type Json, type JsonObject } from './json.js';
export {
  AccountId,
  AccountSyncId,
  AwsAccountId,
  IntegrationId,
  IntegrationIdentifier,
  KindName,
  OperationId,
  SyncId,
  TenantId,
} from './ids.js';
export { PARTITIONS, parseRoleArn, RoleArn, roleArnIn, type Partition, type RoleArnParts } from './role-arn.js';
export { isSought, nameOf, type Entity, type EntitySearch, type MappedEntity, type SoughtEntity } from './entity.js';
export { searchProblem } from './entity-search.js';
export { entityIdentifier } from './entity-identifier.js';
export { DomainError, type Fault } from './errors/domain-error.js';
export { ERROR_CODES, type ErrorCode } from './errors/error-code.js';
export { AwsCallFailed, type AwsFailure } from './errors/aws-call-failed.error.js';
export { NoAccountConnected } from './errors/no-account-connected.error.js';
export { ObjectUnreadable, type UnreadableReason } from './errors/object-unreadable.error.js';
export { AssumeRoleDenied } from './errors/assume-role-denied.error.js';
export { PortCredentialsRejected, PortRejected, PortUnreachable } from './errors/port-error.js';
export { Conflict, InvalidInput, NotFound, type InputProblem } from './errors/request-error.js';
export { accountSyncJob, type AccountSyncJob } from './jobs/account-sync.job.js';
export { readKindsJob, type ReadKindsJob } from './jobs/read-kinds.job.js';
export { keyRotationJob } from './jobs/key-rotation.job.js';
export {
  INCOMPLETE_REASONS,
  MAX_CONCURRENT_ACCOUNTS,
  SYNC_STATES,
  TERMINAL_SYNC_STATES,
  type IncompleteReason,
  type Outcome,
  type SyncState,
} from './sync/outcome.js';
export { DIALECTS, type Dialect } from './mapping/dialect/dialect.js';
export { dialectNotes, type DialectNote } from './mapping/dialect/dialect-notes.js';
export { resourceView, type OlderEntry } from './mapping/dialect/resource-view.js';
export { propertyReads, type PropertyPath } from './mapping/property-reads.js';
export { describeProgram, entryPrograms, type EntryPlace, type MappingEntry } from './mapping/entry-programs.js';
export { FieldTally, joinReports, type FieldCounts, type FieldReport } from './mapping/field-report.js';
export { expressionsOf, leavesOf, type Leaf } from './mapping/program-expressions.js';
export { mappingExpressions, type LocatedExpression } from './mapping/mapping-expressions.js';
export type { MappingDocument } from './mapping/mapping-document.js';
export { jsonPointer, parseMapping } from './mapping/parse-mapping.js';
export {
  Catalog,
  type Blueprint,
  type BlueprintRelation,
  type CatalogIntegration,
  type DeleteBatch,
  type KindExamples,
  type PortAccess,
  type ResyncReport,
  type UpsertBatch,
  type UpsertVerdict,
} from './ports/catalog.js';
export { type AccountScope, isInScope } from './accounts/account-scope.js';
export {
  ACCOUNT_STATES,
  excluded,
  standingOfMember,
  standingOfMissing,
  type AccountState,
  type Standing,
} from './accounts/standing.js';
export {
  AccountDirectory,
  MEMBER_STATES,
  type MemberAccount,
  type MemberState,
  type OrganizationalUnit,
  type OrganizationReading,
} from './ports/account-directory.js';
export { Clock } from './ports/clock.js';
export { KindRegistry, type KindDescription, type KindOrigin, type RegisteredKind } from './ports/kind-registry.js';
export { JobQueue } from './ports/job-queue.js';
export {
  Mapper,
  type EntityExpressions,
  type EntryProgram,
  type Expressions,
  type ExpressionVerdict,
  type LeafWarning,
  type MappedItem,
  type SearchExpressions,
} from './ports/mapper.js';
export { ObjectReader, type ObjectLimits } from './ports/object-reader.js';
export { objectAddress, type ObjectAddress } from './object-address.js';
export { PortBudget, type BudgetLease, type RateReading } from './ports/port-budget.js';
export { PortConnections } from './ports/port-connections.js';
export { RegionDirectory, type EnabledRegions } from './ports/region-directory.js';
export { ModelDirectory, type ModelPage } from './ports/model-directory.js';
export { ResourceSource, type ListedResource, type Listing, type ResourcePage } from './ports/resource-source.js';
export { RoleSessions, type AwsAccount, type RoleCredentials } from './ports/role-sessions.js';
export { SecretBox } from './ports/secret-box.js';
export { WorkloadTokens } from './ports/workload-tokens.js';
export { CellSet, cellsOf, type AccountPlan, type Cell } from './sync/account-plan.js';
export {
  BRAKE_REASONS,
  brakeIntegration,
  brakeScope,
  type BrakeReason,
  type IntegrationAbsence,
  type ScopeAbsence,
} from './sync/brake.js';
export {
  addEffort,
  spend,
  STAGES,
  wholeEffort,
  type Effort,
  type Stage,
  type StageEffort,
} from './sync/effort.js';
export { describeEmptyKind, type EmptyKind } from './sync/empty-kind.js';
export { OUTCOME_REASONS, REFUSALS, REMEDIES, remedyOf, type OutcomeReason, type Refusal } from './sync/remedies.js';
export { addCounts, noCounts, type EntityCounts, type SyncCounts } from './sync/sync-counts.js';
export { AWS_REGIONS, AwsRegion, isAwsRegion } from './aws-region.js';
export { WORKLOAD_AUDIENCE, workloadSubject } from './workload-identity.js';
export { informed, leaseFrom, newBudget, type RequestBudget } from './request-budget.js';
export { unstorableText } from './unstorable-text.js';
