import { CancelSync } from './cancel-sync.js';
import { CloseSync } from './close-sync.js';
import { ReportToPort } from './report-to-port.js';
import { ExampleSources, SendExamples } from './send-examples.js';
import { DecideDeletion } from './deletion/decide-deletion.js';
import { ExplainEntity } from './deletion/explain-entity.js';
import { RetireJournal } from './deletion/retire-journal.js';
import { ListDeletions } from './deletion/list-deletions.js';
import { DryAccountSync, DryStores, DryWalks } from './dry-run/dry-account-sync.js';
import { DryModels } from './dry-run/dry-models.js';
import { DryPage } from './dry-run/dry-page.js';
import { DryScope } from './dry-run/dry-scope.js';
import { PlanDeletions } from './dry-run/plan-deletions.js';
import { ReadPlan } from './dry-run/read-plan.js';
import { DispatchAccountSyncs } from './dispatch/dispatch-account-syncs.js';
import { CarryOutOperations } from './dispatch/carry-out-operations.js';
import { PruneGoneAccounts } from './dispatch/prune-gone-accounts.js';
import { OpenDueSyncs } from './dispatch/open-due-syncs.js';
import { RepairSyncs } from './dispatch/repair-syncs.js';
import { EffectiveSwitches } from './effective-switches.js';
import { OpenStores, OpenSync } from './open-sync.js';
import { ReadSyncs } from './read-syncs.js';
import { RawResources } from '@longshore/database';
import { CarryOutOperation, OperationStores } from './operation/carry-out-operation.js';
import { DeleteReleased } from './operation/delete-released.js';
import { OpenOperation } from './operation/open-operation.js';
import { RestoreEntities } from './operation/restore-entities.js';
import { PreviewMapping } from './preview/preview-mapping.js';
import { CarryOut } from './run/carry-out.js';
import { CheckpointPace } from './run/checkpoint-pace.js';
import { ConfirmAbsence } from './run/confirm-absence.js';
import { DeleteEntities } from './run/delete-entities.js';
import { ContextStores, MappingStores, PushLedgers } from './run/context-stores.js';
import { KeepRaw } from './run/keep-raw.js';
import { OpenContext } from './run/open-context.js';
import { PlanAccountSync } from './run/plan-account-sync.js';
import { ProcessPage } from './run/process-page.js';
import { RetryUnmetRelations } from './run/retry-unmet-relations.js';
import { RunAccountSync } from './run/run-account-sync.js';
import { RunStores } from './run/run-stores.js';
import { Turns } from './run/turns.js';
import { AttemptAccountSync } from './run/attempt-account-sync.js';
import { PrepareAccount } from './run/prepare-account.js';
import { WalkAccount } from './run/walk-account.js';
import { SettlementLedgers } from './run/settlement-ledgers.js';
import { SettleAccount } from './run/settle-account.js';
import { WalkModels } from './run/walk-models.js';
import { WalkScope } from './run/walk-scope.js';

/** Opening syncs, also for what a person has decided: needs AccountRefresh. */
export const openingProviders = [OpenSync, OpenStores, DecideDeletion];

/** Reading and ending syncs; needs the port SecretBox. */
export const syncProviders = [
  CancelSync,
  CloseSync,
  ReadSyncs,
  ReadPlan,
  ReportToPort,
  SendExamples,
  ExampleSources,
  RawResources,
  EffectiveSwitches,
  ListDeletions,
  ExplainEntity,
  OpenOperation,
];

/** Finding work and repairing it: what the scheduler needs besides both. */
export const dispatchProviders = [
  OpenDueSyncs,
  DispatchAccountSyncs,
  RepairSyncs,
  CarryOutOperations,
  RetireJournal,
  PruneGoneAccounts,
  CarryOutOperation,
  OperationStores,
  RestoreEntities,
  DeleteReleased,
];

/** Trying a mapping on what syncs have kept; needs the ports Mapper and SecretBox. */
export const previewProviders = [PreviewMapping];

/** Carrying an account sync out: what the worker needs besides. */
export const runProviders = [
  RunAccountSync,
  RunStores,
  Turns,
  AttemptAccountSync,
  CarryOut,
  PrepareAccount,
  WalkAccount,
  OpenContext,
  ContextStores,
  MappingStores,
  PushLedgers,
  PlanAccountSync,
  WalkScope,
  WalkModels,
  CheckpointPace,
  ProcessPage,
  KeepRaw,
  RetryUnmetRelations,
  SettleAccount,
  SettlementLedgers,
  ConfirmAbsence,
  DeleteEntities,
  DryAccountSync,
  DryStores,
  DryWalks,
  DryModels,
  DryScope,
  DryPage,
  PlanDeletions,
];
