import { AwsCallFailed } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import type { Remedy } from './classify-aws-error.js';
import { retrying, type RetrySchedule } from './retrying.js';

const schedule: RetrySchedule = {
  'slow-down': { retries: 3, baseMs: 0, capMs: 0 },
  wait: { retries: 2, baseMs: 0, capMs: 0 },
  'new-session': { retries: 1, baseMs: 0, capMs: 0 },
};
const signal = new AbortController().signal;

const attempts = async (remedies: Remedy[], options = { signal, schedule }) => {
  let made = 0;
  const attempt = async () => {
    const remedy = remedies[made++];
    if (remedy) throw remedy;
    return `done after ${made}`;
  };
  const judge = (thrown: unknown) => ({ remedy: thrown as Remedy, error: new Error(`${thrown} after ${made}`) });
  return retrying(attempt, judge, options);
};

describe('retrying', () => {
  it.each<[Remedy[], string]>([
    [[], 'done after 1'],
    [['wait', 'wait'], 'done after 3'],
    [['slow-down', 'wait', 'slow-down', 'new-session', 'wait', 'slow-down'], 'done after 7'],
  ])('succeeds after %j', async (remedies, result) => {
    await expect(attempts(remedies)).resolves.toBe(result);
  });

  it.each<[Remedy[], string]>([
    [['none'], 'none after 1'],
    [['wait', 'wait', 'wait'], 'wait after 3'],
    [['slow-down', 'slow-down', 'slow-down', 'slow-down'], 'slow-down after 4'],
    [['new-session', 'new-session'], 'new-session after 2'],
  ])('gives up after %j', async (remedies, message) => {
    await expect(attempts(remedies)).rejects.toThrow(message);
  });

  it('ends with its signal instead of waiting', async () => {
    const deadline = {
      signal: AbortSignal.timeout(5),
      schedule: { ...schedule, wait: { retries: 9, baseMs: 1e6, capMs: 1e6 } },
    };

    const failure = await attempts(['wait', 'wait'], deadline).catch((error: AwsCallFailed) => error.failure);

    expect(failure).toEqual({
      reason: 'timed-out',
      awsCode: 'AbortError',
      detail: 'The deadline of the request passed.',
    });
  });
});
