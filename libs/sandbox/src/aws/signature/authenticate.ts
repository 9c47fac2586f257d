import { timingSafeEqual } from 'node:crypto';
import { computeSignature, type AuthorizationHeader, type SignedRequest } from './signature-v4.js';

export type AuthenticationProblem = 'unknown-key' | 'bad-signature' | 'expired' | 'skewed';

/** A signature that does not stand; each service has its own code for it. */
export class AuthenticationFailed extends Error {
  constructor(
    readonly problem: AuthenticationProblem,
    message: string,
  ) {
    super(message);
  }
}

/** Who holds an access key. `secret` is what they sign with. */
export interface KeyHolder<T> {
  secret: string;
  expiresAt: Date | undefined;
  identity: T;
}

const MAX_SKEW_MINUTES = 15;
const UNKNOWN_KEY = 'The security token included in the request is invalid.';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** Checks key, signature, age and expiry of a signed request, in AWS's order. Throws AuthenticationFailed. */
export function authenticate<T>(
  request: SignedRequest,
  authorization: AuthorizationHeader,
  holderOf: (accessKeyId: string, sessionToken: string | undefined) => KeyHolder<T> | undefined,
): T {
  const holder = holderOf(authorization.accessKeyId, request.headers['x-amz-security-token']);
  if (holder === undefined) throw new AuthenticationFailed('unknown-key', UNKNOWN_KEY);
  checkAge(request.headers['x-amz-date'] ?? '');
  checkScope(request, authorization);
  const expected = computeSignature(request, authorization, holder.secret);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(authorization.signature))) {
    throw new AuthenticationFailed('bad-signature', MISMATCH);
  }
  if (holder.expiresAt !== undefined && holder.expiresAt.getTime() <= Date.now()) {
    throw new AuthenticationFailed('expired', 'The security token included in the request is expired');
  }
  return holder.identity;
}

function checkScope(request: SignedRequest, authorization: AuthorizationHeader): void {
  const { day, signedHeaders } = authorization;
  const token = request.headers['x-amz-security-token'] === undefined || signedHeaders.includes('x-amz-security-token');
  const sameDay = (request.headers['x-amz-date'] ?? '').startsWith(day);
  if (!token || !sameDay || !signedHeaders.includes('host') || !signedHeaders.includes('x-amz-date')) {
    throw new AuthenticationFailed('bad-signature', MISMATCH);
  }
}

function checkAge(time: string): void {
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(at)) throw new AuthenticationFailed('bad-signature', MISMATCH);
  const minutes = (at - Date.now()) / 60_000;
  if (Math.abs(minutes) <= MAX_SKEW_MINUTES) return;
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const age =
    minutes < 0
      ? `Signature expired: ${time} is now earlier than`
      : `Signature not yet current: ${time} is still later than`;
  throw new AuthenticationFailed('skewed', `${age} ${now} (${MAX_SKEW_MINUTES} min.)`);
}
