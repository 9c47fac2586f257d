import type { AccountSyncView, FieldOutcome, StoredChange, SyncRow } from '@longshore/database';
import type { EmptyKind, Stage, StageEffort } from '@longshore/domain';
import type { ScopeView } from '@longshore/sync';

/** What is told of one sync besides what lists show. */
export interface SyncDetails {
  accounts: AccountSyncView[];
  incomplete: ScopeView[];
  stages: Record<Stage, StageEffort>;
  warnings: EmptyKind[];
  mapping: FieldOutcome[];
}

export function syncView({ state, integrationId: _, mappingNo, ...sync }: SyncRow) {
  return { ...sync, status: state, mappingVersion: mappingNo };
}

export function planView({ id: _, awsAccountId, awsId, ...change }: StoredChange) {
  return { ...change, accountId: awsAccountId, resource: awsId };
}

/** With the reason of everything that fell short. */
export function syncDetails(sync: SyncRow, { accounts, ...details }: SyncDetails) {
  return {
    ...syncView(sync),
    accounts: accounts.map(({ awsAccountId, state, outcome, detail }) => ({
      accountId: awsAccountId,
      state,
      outcome,
      detail,
    })),
    ...details,
  };
}
