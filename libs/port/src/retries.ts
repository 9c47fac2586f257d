import { setTimeout } from 'node:timers/promises';
import { PortUnreachable } from '@longshore/domain';
import type { HttpAnswer } from './exchange.js';
import { refusalOf } from './envelope.js';
import type { RequestLimits } from './request-limits.js';
import { isRetryable, retryDelayMs } from './retry-delay.js';

/** Ends when the deadline of a request has passed. */
export class Deadline {
  readonly #at: number;

  constructor(limits: RequestLimits) {
    this.#at = Date.now() + limits.deadlineMs;
  }

  /** Waits, or throws at once when the wait would outlast the deadline. */
  async wait(ms: number, reason: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (ms <= 0) return;
    if (Date.now() + ms > this.#at) throw new PortUnreachable(`${reason}; it asks to wait ${Math.ceil(ms / 1000)} s`);
    await setTimeout(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}

export interface Attempts {
  limits: RequestLimits;
  deadline: Deadline;
  signal?: AbortSignal | undefined;
}

/** An answer that is worth believing, and how many tries it took: after more than one, an earlier try may have been carried out. */
export type FinalAnswer = HttpAnswer & { attempts: number };

/** Tries until Port gives an answer that a retry would not change; PortUnreachable when tries or time run out. */
export async function withRetries(attempts: Attempts, once: () => Promise<HttpAnswer>): Promise<FinalAnswer> {
  for (let attempt = 0; ; attempt++) {
    const outcome = await once().catch((error: unknown) => {
      if (error instanceof PortUnreachable) return error;
      throw error;
    });
    const answer = outcome instanceof PortUnreachable ? undefined : outcome;
    if (answer && !isRetryable(answer.status)) return { ...answer, attempts: attempt + 1 };
    const failure = outcome instanceof PortUnreachable ? outcome : unreachable(outcome);
    if (attempt + 1 >= attempts.limits.maxAttempts) throw failure;
    const delayMs = retryDelayMs({
      attempt,
      now: Date.now(),
      backoffMs: attempts.limits.backoffMs,
      random: Math.random(),
      ...(answer && { answer }),
    });
    await attempts.deadline.wait(delayMs, reasonOf(answer, failure), attempts.signal);
  }
}

function unreachable(answer: HttpAnswer): PortUnreachable {
  return new PortUnreachable(reasonOf(answer));
}

function reasonOf(answer: HttpAnswer | undefined, failure?: Error): string {
  if (!answer) return failure?.message ?? 'no answer';
  const { error, message } = refusalOf(answer);
  const trace = answer.headers.get('x-trace-id');
  return `${answer.status} ${error}: ${message}${trace === null ? '' : `, trace ${trace}`}`;
}
