import { WORKLOAD_AUDIENCE } from '@longshore/domain';
import { type JSONWebKeySet, createLocalJWKSet, errors, jwtVerify } from 'jose';
import { SIGNING_ALGORITHM } from '../keys/signing-key-pair.js';
import { type Workload, parseSubject } from './workload-claims.js';
import { WorkloadTokenRejected } from './workload-token-rejected.error.js';

export interface Expected {
  /** The tenant's stored issuer, exactly as it is. */
  issuer: string;
  keys: JSONWebKeySet;
  now: Date;
}

const HEADER_MEMBERS = ['alg', 'kid', 'typ'];

/**
 * Whom a workload token stands for. Accepts only what SignWorkloadToken makes: RS256, a known kid, no other header
 * member (jku, x5u, jwk and crit could point at somebody else's key), every claim present. Throws WorkloadTokenRejected.
 */
export async function verifyWorkloadToken(token: string, expected: Expected): Promise<Workload> {
  const verified = await jwtVerify(token, createLocalJWKSet(expected.keys), {
    algorithms: [SIGNING_ALGORITHM],
    typ: 'JWT',
    issuer: expected.issuer,
    audience: WORKLOAD_AUDIENCE,
    requiredClaims: ['sub', 'iat', 'nbf', 'exp', 'jti'],
    currentDate: expected.now,
  }).catch((cause: unknown) => {
    if (cause instanceof errors.JOSEError) throw new WorkloadTokenRejected(cause.message, { cause });
    throw cause;
  });
  const { protectedHeader, payload } = verified;
  const foreign = Object.keys(protectedHeader).filter((member) => !HEADER_MEMBERS.includes(member));
  if (foreign.length > 0) throw new WorkloadTokenRejected(`unexpected header member ${foreign.join(', ')}`);
  if (!protectedHeader.kid) throw new WorkloadTokenRejected('the header has no kid');
  const workload = parseSubject(payload.sub ?? '');
  if (!workload) throw new WorkloadTokenRejected('the subject names no tenant and integration');
  return workload;
}
