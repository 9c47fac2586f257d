import { describe, expect, it } from 'vitest';
import { rateReading } from './rate-reading.js';

const now = Date.parse('2026-01-01T00:00:00Z');

function read(status: number, headers: { [name: string]: string }) {
  return rateReading({ status, headers: new Headers(headers) }, now);
}

const window = { 'x-ratelimit-limit': '1000', 'x-ratelimit-period': '300', 'x-ratelimit-remaining': '900' };
const told = { limit: 1000, periodSeconds: 300, remaining: 900, resetsInMs: 60_000 };

describe('what an answer tells about the rate limit', () => {
  it.each([
    ['epoch seconds', String(now / 1000 + 60)],
    ['seconds left', '60'],
  ])('is the same in both forms of its end: %s', (_form, reset) => {
    expect(read(200, { ...window, 'x-ratelimit-reset': reset })).toEqual(told);
  });

  it('is nothing left until Retry-After for a refusal, or else until the end of the window', () => {
    const end = { 'x-ratelimit-reset': '60' };

    expect(read(429, { ...window, ...end, 'retry-after': '2' })).toEqual({ ...told, remaining: 0, resetsInMs: 2000 });
    expect(read(429, { ...window, ...end })).toEqual({ ...told, remaining: 0 });
    expect(read(429, { 'retry-after': '2' })).toEqual({ remaining: 0, resetsInMs: 2000 });
  });

  it.each([
    ['no header', {}],
    ['no end', window],
    ['no number', { ...window, 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': '60' }],
    ['a negative number', { ...window, 'x-ratelimit-limit': '-1', 'x-ratelimit-reset': '60' }],
  ])('is nothing where it is incomplete: %s', (_case, headers) => {
    expect(read(200, headers)).toBeUndefined();
  });
});
