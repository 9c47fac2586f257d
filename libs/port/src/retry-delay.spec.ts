import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './retry-delay.js';

const now = Date.parse('2026-01-01T00:00:00Z');
const calm = { attempt: 0, now, backoffMs: 1000, random: 0 };

function answer(status: number, headers: { [name: string]: string }) {
  return { status, headers: new Headers(headers) };
}

describe('the wait before a retry', () => {
  it.each([
    ['Retry-After in seconds', answer(503, { 'retry-after': '7' }), 7000],
    ['Retry-After as a date', answer(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }), 9000],
    ['a reset in epoch seconds', answer(429, { 'x-ratelimit-reset': String(now / 1000 + 12) }), 12_000],
    ['a reset in seconds left', answer(429, { 'x-ratelimit-reset': '12' }), 12_000],
    ['Retry-After before the reset', answer(429, { 'retry-after': '1', 'x-ratelimit-reset': '12' }), 1000],
    ['no reset unless limited', answer(503, { 'x-ratelimit-reset': '12' }), 0],
    ['no reset that makes no sense', answer(429, { 'x-ratelimit-reset': 'soon' }), 0],
  ])('follows %s', (_case, given, expected) => {
    expect(retryDelayMs({ ...calm, answer: given })).toEqual(expected);
  });

  it('is never longer than 32 s on its own account, and grows with the tries', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const delayMs = retryDelayMs({ ...calm, attempt, random });

        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThan(Math.min(32_000, 1000 * 2 ** attempt));
      }),
    );
  });

  it('adds jitter to what Port asks for, so that callers do not wake together', () => {
    expect(retryDelayMs({ ...calm, random: 0.5, answer: answer(429, { 'retry-after': '2' }) })).toEqual(2500);
  });
});
