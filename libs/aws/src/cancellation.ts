import { once, setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { AwsCallFailed } from '@longshore/domain';

/** What a caller gets that called off its own request; `timed-out` when its signal was a deadline. */
export function cancelled(signal: AbortSignal): AwsCallFailed {
  const { reason } = signal;
  const isDeadline = reason instanceof Error && reason.name === 'TimeoutError';
  const detail = isDeadline ? 'The deadline of the request passed.' : 'The request was called off.';
  return new AwsCallFailed({ reason: isDeadline ? 'timed-out' : 'cancelled', awsCode: 'AbortError', detail });
}

/** One signal ends many calls at a time; without this Node.js takes the eleventh listener for a leak. */
export function forManyCalls(signal: AbortSignal): void {
  setMaxListeners(0, signal);
}

/** Waits, unless the signal fires. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw cancelled(signal);
  if (ms <= 0) return;
  await delay(ms, undefined, { signal }).catch(() => {
    throw cancelled(signal);
  });
}

/** The result of work that others wait for too: the signal ends this wait, not the work, whose error then is no one's. */
export async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  work.catch(() => undefined);
  if (signal.aborted) throw cancelled(signal);
  forManyCalls(signal);
  const done = new AbortController();
  const abortion = once(signal, 'abort', { signal: done.signal }).then(() => Promise.reject(cancelled(signal)));
  try {
    return await Promise.race([work, abortion]);
  } finally {
    done.abort();
  }
}
