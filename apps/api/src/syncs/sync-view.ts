import type { AccountSyncView, FieldOutcome, SyncRow } from '@longshore/database';
import type { ScopeView } from '@longshore/sync';

export function syncView({ state, integrationId: _, mappingNo, ...sync }: SyncRow) {
  return { ...sync, status: state, mappingVersion: mappingNo };
}

/** With the reason of everything that fell short. */
export function syncDetails(
  sync: SyncRow,
  { accounts, ...details }: { accounts: AccountSyncView[]; incomplete: ScopeView[]; mapping: FieldOutcome[] },
) {
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
