import { createHash } from 'node:crypto';
import { type PortAccess, PortCredentialsRejected } from '@longshore/domain';
import { contentOf, isSuccess, refusalOf, TokenAnswer } from './envelope.js';
import { exchange } from './exchange.js';
import type { RequestLimits } from './request-limits.js';
import { Deadline, withRetries } from './retries.js';

interface Token {
  text: string;
  /** Epoch milliseconds from which another one is asked for. */
  renewAt: number;
}

/**
 * Access tokens in memory, one per credentials, fetched once for concurrent callers.
 * The secret is part of the key: knowing a client id alone must never open its cached token.
 */
export class AccessTokens {
  readonly #tokens = new Map<string, Promise<Token>>();

  constructor(private readonly limits: RequestLimits) {}

  /** Throws PortCredentialsRejected or PortUnreachable. */
  async get(access: PortAccess, signal?: AbortSignal): Promise<string> {
    const key = keyOf(access);
    const known = this.#tokens.get(key);
    if (known && Date.now() < (await abortable(known, signal)).renewAt) return (await known).text;
    // Somebody else may have begun to renew while this caller waited.
    const current = this.#tokens.get(key);
    const next = current && current !== known ? current : this.#fetch(key, access);
    return (await abortable(next, signal)).text;
  }

  /** Drops a token that Port called invalid; a newer one stays. */
  async forget(access: PortAccess, text: string): Promise<void> {
    const key = keyOf(access);
    const held = this.#tokens.get(key);
    if (held && (await held).text === text && this.#tokens.get(key) === held) this.#tokens.delete(key);
  }

  #fetch(key: string, access: PortAccess): Promise<Token> {
    const fetching = requestToken(access, this.limits);
    this.#tokens.set(key, fetching);
    fetching.catch(() => {
      if (this.#tokens.get(key) === fetching) this.#tokens.delete(key);
    });
    return fetching;
  }
}

/** Port's gateway answers 401 to this call when a bearer token is sent along, so it never is. */
async function requestToken(access: PortAccess, limits: RequestLimits): Promise<Token> {
  const request = {
    method: 'POST' as const,
    url: `${access.baseUrl}/v1/auth/access_token`,
    headers: { 'content-type': 'application/json', 'user-agent': access.userAgent },
    body: JSON.stringify({ clientId: access.clientId, clientSecret: access.clientSecret() }),
  };
  const askedAt = Date.now();
  const answer = await withRetries({ limits, deadline: new Deadline(limits) }, () =>
    exchange(request, limits.timeoutMs),
  );
  if (!isSuccess(answer)) throw new PortCredentialsRejected(refusalOf(answer).message);
  const { accessToken, expiresIn } = contentOf(answer, TokenAnswer);
  // Port gives an active token again, so what is left of it may be little: the margin shrinks with it.
  const marginSeconds = Math.min(60, expiresIn / 10);
  return { text: accessToken, renewAt: askedAt + (expiresIn - marginSeconds) * 1000 };
}

function keyOf(access: PortAccess): string {
  const credentials = [access.baseUrl, access.clientId, access.clientSecret()];
  return createHash('sha256').update(JSON.stringify(credentials)).digest('base64');
}

/** The token is fetched for all who wait: one of them giving up must not end it for the others. */
async function abortable<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  signal.throwIfAborted();
  const settled = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    settled.abort();
  }
}
