import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

export interface Deadline {
  ms: number;
  /** The time begins to run when this fires; absent: at once. */
  after?: AbortSignal | undefined;
}

/** The work's own result, or an error once the deadline has passed; the work itself goes on then. */
export async function within<T>(deadline: Deadline, work: Promise<T>): Promise<T> {
  const settled = new AbortController();
  try {
    return await Promise.race([work, expiry(deadline, settled.signal)]);
  } finally {
    settled.abort();
  }
}

async function expiry({ ms, after }: Deadline, settled: AbortSignal): Promise<never> {
  if (after && !after.aborted) await once(after, 'abort', { signal: settled });
  await delay(ms, undefined, { signal: settled });
  throw new Error(`not done within ${ms} ms`);
}
