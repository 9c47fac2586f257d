import type { AccountRow } from '@longshore/database';
import { InvalidInput } from '@longshore/domain';

/** One that lost its role is tried again, and its failure makes the sync partial. */
const TRIED = new Set(['pending', 'active', 'role_lost']);

/**
 * The accounts that a sync of this integration opens. A member that never let us in is left to the refresh of the accounts; one that
 * was named by its role is tried, so that the tenant sees that it fails.
 */
export function accountsToSync(accounts: AccountRow[]): AccountRow[] {
  return accounts.filter(
    ({ state, origin }) => TRIED.has(state) || (state === 'never_reachable' && origin !== 'organization'),
  );
}

/** Of these, the ones asked for. Throws InvalidInput for any other. */
export function narrowed(accounts: AccountRow[], wanted: readonly string[] | undefined): AccountRow[] {
  if (!wanted) return accounts;
  const known = new Set<string>(accounts.map((account) => account.awsAccountId));
  const problems = wanted.flatMap((id, index) =>
    known.has(id) ? [] : [{ pointer: `/accountIds/${index}`, detail: `${id} is not a connected account` }],
  );
  if (problems.length > 0) throw new InvalidInput(problems);
  return accounts.filter((account) => wanted.includes(account.awsAccountId));
}
