import type { Account } from '@aws-sdk/client-organizations';
import { AwsAccountId, MEMBER_STATES, type MemberAccount, type MemberState } from '@longshore/domain';

const STATES = new Set<string>(MEMBER_STATES);

/** `unitId` is where the account was found; without it the account's own path tells, if AWS gives one. */
export function memberAccount(account: Account, unitId: string | null): Omit<MemberAccount, 'isUnderUnits'> {
  const awsAccountId = AwsAccountId.parse(account.Id);
  return {
    awsAccountId,
    name: account.Name ?? awsAccountId,
    state: stateOf(account),
    unitId: unitId ?? lastUnit(account.Paths?.[0]),
  };
}

/**
 * `Status` speaks only where `State` is silent: AWS retired it in September 2026, and it calls a closed account suspended. A state
 * that came up later than this text proves neither that the account is gone nor that it cannot be read.
 */
function stateOf({ State, Status }: Account): MemberState {
  const state = State ?? Status ?? '';
  return STATES.has(state) ? (state as MemberState) : 'ACTIVE';
}

/** `o-exampleorgid/r-ab12/ou-ab12-11111111/123456789012/`: the unit is what stands before the account. */
function lastUnit(path: string | undefined): string | null {
  return path?.split('/').findLast((part) => /^(r|ou)-/.test(part)) ?? null;
}
