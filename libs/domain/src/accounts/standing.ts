import type { MemberAccount, MemberState, OrganizationReading } from '../ports/account-directory.js';
import { type AccountScope, isInScope } from './account-scope.js';

/**
 * pending: not asked yet. active: last reached. role_lost: could be assumed before, and no more. never_reachable: could never be
 * assumed. excluded: the configuration leaves it out. suspended, left: AWS says so.
 */
export const ACCOUNT_STATES = [
  'pending',
  'active',
  'role_lost',
  'never_reachable',
  'excluded',
  'suspended',
  'left',
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** What configuration and AWS say about an account, before anybody tries its role. */
export type Standing =
  | { state: 'wanted' }
  /** `isGone`: AWS says that nothing works there any more, which after a grace period allows to remove its entities. */
  | { state: 'never_reachable' | 'excluded' | 'suspended' | 'left'; detail: string; isGone: boolean };

const NOT_LIVE: Readonly<Record<Exclude<MemberState, 'ACTIVE'>, Standing>> = {
  PENDING_ACTIVATION: {
    state: 'never_reachable',
    detail: 'AWS has not activated the account yet (PENDING_ACTIVATION).',
    isGone: false,
  },
  PENDING_CLOSURE: {
    state: 'suspended',
    detail: 'The account is being closed (PENDING_CLOSURE).',
    isGone: false,
  },
  SUSPENDED: { state: 'suspended', detail: 'AWS has suspended the account (SUSPENDED).', isGone: true },
  CLOSED: { state: 'suspended', detail: 'The account is closed (CLOSED).', isGone: true },
};

/** What AWS says comes before what the configuration says: an account that is left out may still have entities from earlier. */
export function standingOfMember({ state, isUnderUnits, awsAccountId }: MemberAccount, scope: AccountScope): Standing {
  if (state !== 'ACTIVE') return NOT_LIVE[state];
  if (!isUnderUnits) return excluded('The account is not under the organizational units of the integration.');
  if (!isInScope(awsAccountId, scope)) return excluded("The integration's account scope leaves the account out.");
  return { state: 'wanted' };
}

/**
 * Of an account that a reading does not have; null: the reading says nothing new about it. Only the organization that it was a member
 * of can tell that it left, and only with all of its accounts listed.
 */
export function standingOfMissing(
  { isWhole, organizationId }: Pick<OrganizationReading, 'isWhole' | 'organizationId'>,
  held: { state: AccountState; organizationId: string | null },
): Standing | null {
  if (isWhole && held.organizationId === organizationId) {
    return { state: 'left', detail: 'The organization no longer has the account.', isGone: true };
  }
  if (held.state === 'suspended' || held.state === 'left') return null;
  return excluded('The account is not among those that the organization lists for the integration.');
}

export function excluded(detail: string): Standing {
  return { state: 'excluded', detail, isGone: false };
}
