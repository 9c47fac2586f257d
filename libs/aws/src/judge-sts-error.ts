import { AssumeRoleDenied, DomainError, type RoleArn } from '@longshore/domain';
import { judgeCallError, withoutRequest } from './call-error.js';
import { awsCode } from './classify-aws-error.js';
import type { Judgement } from './retrying.js';

/** Codes by which STS says that this token cannot have this role (STS API reference, AssumeRoleWithWebIdentity). */
const REFUSALS = new Set([
  'AccessDenied',
  'ExpiredToken',
  'IDPCommunicationError',
  'IDPRejectedClaim',
  'InvalidIdentityToken',
  'ValidationError',
]);

/** STS fetches our discovery document and keys, and gives up after five seconds: that may pass. */
const ISSUER_UNREACHABLE = /^IDPCommunicationError|couldn't retrieve verification key/i;

export function judgeStsError(thrown: unknown, roleArn: RoleArn, region: string): Judgement {
  if (!(thrown instanceof Error) || thrown instanceof DomainError) return judgeCallError(thrown, { region });
  const code = awsCode(thrown);
  if (!REFUSALS.has(code.replace(/Exception$/, ''))) return judgeCallError(thrown, { region });
  const detail = thrown.message;
  const isPassing = ISSUER_UNREACHABLE.test(code) || ISSUER_UNREACHABLE.test(detail);
  return {
    remedy: isPassing ? 'wait' : 'none',
    error: new AssumeRoleDenied(roleArn, code, detail, { cause: withoutRequest({ awsCode: code, detail }) }),
  };
}
