import { AwsFault, type AwsRequest } from '../service.js';
import type { AccountState } from '../state/account-state.js';
import type { AwsState } from '../state/aws-state.js';
import type { Operation } from '../wire/operation.js';
import { providerOperations } from './provider-operations.js';
import { roleOperations } from './role-operations.js';

export interface Iam {
  state: AwsState;
  accountOf(request: AwsRequest): AccountState;
}

export function iamOperations(state: AwsState): Record<string, Operation> {
  const iam: Iam = { state, accountOf: (request) => accountOf(state, request) };
  return { ...providerOperations(iam), ...roleOperations(iam) };
}

function accountOf(state: AwsState, { accountId }: AwsRequest): AccountState {
  const account = state.accounts.get(accountId);
  if (account === undefined) throw new AwsFault('InvalidClientTokenId', 'The account does not exist.', 403);
  return account;
}
