import { describe, expect, it } from 'vitest';
import { within } from './within.js';

const never = new Promise<never>(() => undefined);

describe('a deadline', () => {
  it("passes the work's own result on", async () => {
    await expect(within({ ms: 60_000 }, Promise.resolve('done'))).resolves.toBe('done');
  });

  it("passes the work's own error on", async () => {
    await expect(within({ ms: 60_000 }, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('ends work that takes too long', async () => {
    await expect(within({ ms: 5 }, never)).rejects.toThrow('not done within 5 ms');
  });

  it('begins to run when the signal fires', async () => {
    const shutdown = new AbortController();
    const ended = within({ ms: 5, after: shutdown.signal }, never);

    shutdown.abort();

    await expect(ended).rejects.toThrow('not done within 5 ms');
  });
});
