import { z } from 'zod';
import type { AwsState } from '../state/aws-state.js';
import type { Operation } from '../wire/operation.js';
import { queryOperation } from '../wire/query-operation.js';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.js';
import type { SessionTokens } from './session-tokens.js';

/** Needs no permission, and no policy can deny it (STS API Reference). */
const getCallerIdentity = queryOperation({
  input: z.strictObject({}),
  output: z.strictObject({ UserId: z.string(), Account: z.string(), Arn: z.string() }),
  run: (_input, { accountId, caller }) => ({ UserId: caller.userId, Account: accountId, Arn: caller.arn }),
});

export function stsOperations(state: AwsState, tokens: SessionTokens): Record<string, Operation> {
  return {
    AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity(state, tokens),
    GetCallerIdentity: getCallerIdentity,
  };
}
