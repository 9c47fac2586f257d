import { type PortAccess, type PortBudget, PortCredentialsRejected } from '@longshore/domain';
import { AccessTokens } from './access-tokens.js';
import { refusalOf, rejected } from './envelope.js';
import { exchange } from './exchange.js';
import type { Pace } from './pace.js';
import { RateGuard } from './rate-guard.js';
import type { RequestLimits } from './request-limits.js';
import { LeasedPace } from './leased-pace.js';
import { Deadline, withRetries, type Attempts, type FinalAnswer } from './retries.js';

export interface PortRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Made with `portPath`. */
  path: string;
  query?: { [name: string]: string | boolean };
  body?: unknown;
}

/** Sends requests as one tenant: token, pace, time limit, retries. All that Port offers here is idempotent, so every method is retried. */
export class PortRequests {
  readonly #tokens: AccessTokens;
  readonly #pace: Pace;

  /** Without a budget this process paces itself alone. */
  constructor(
    private readonly limits: RequestLimits,
    budget?: PortBudget,
  ) {
    this.#pace = budget ? new LeasedPace(budget) : new RateGuard();
    this.#tokens = new AccessTokens(limits);
  }

  /**
   * Port's answer: a success, or a refusal of this request. Throws PortUnreachable when there is none,
   * PortCredentialsRejected for a 401 with a fresh token, and PortRejected for a 403.
   */
  async send(access: PortAccess, request: PortRequest, signal?: AbortSignal): Promise<FinalAnswer> {
    const attempts = { limits: this.limits, deadline: new Deadline(this.limits), signal };
    const token = await this.#tokens.get(access, signal);
    let answer = await this.#sendWith(token, access, request, attempts);
    if (answer.status === 401) {
      await this.#tokens.forget(access, token);
      answer = await this.#sendWith(await this.#tokens.get(access, signal), access, request, attempts);
    }
    if (answer.status === 401) throw new PortCredentialsRejected(refusalOf(answer).message);
    if (answer.status === 403) throw rejected(answer);
    return answer;
  }

  #sendWith(token: string, access: PortAccess, request: PortRequest, attempts: Attempts): Promise<FinalAnswer> {
    const url = new URL(access.baseUrl + request.path);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, String(value));
    const http = {
      method: request.method,
      url: url.href,
      headers: {
        authorization: `Bearer ${token}`,
        'user-agent': access.userAgent,
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    };
    return withRetries(attempts, async () => {
      const { deadline, signal } = attempts;
      await this.#pace.take(budgetOf(access), (ms) => deadline.wait(ms, 'the rate limit is reached', signal));
      const answer = await exchange(http, this.limits.timeoutMs, signal);
      await this.#pace.learn(budgetOf(access), answer);
      return answer;
    });
  }
}

/** Port's budget belongs to an organization; a tenant has exactly one, before it has a tenant id too. */
function budgetOf(access: PortAccess): string {
  return `${access.baseUrl} ${access.clientId}`;
}
