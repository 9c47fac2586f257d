import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateGuard } from './rate-guard.js';

const now = Date.parse('2026-01-01T00:00:00Z');

function answer(remaining: number, resetSeconds = 100, limit = 1000) {
  const headers = new Headers({
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(now / 1000 + resetSeconds),
  });
  return { status: 200, headers };
}

describe('the rate guard', () => {
  it('lets everything pass while the budget is ample or unknown', () => {
    const guard = new RateGuard();
    expect(guard.reserve('acme', now)).toEqual(0);

    guard.read('acme', answer(201), now);

    expect([guard.reserve('acme', now), guard.reserve('acme', now)]).toEqual([0, 0]);
  });

  it('spreads a scarce rest over the rest of the window', () => {
    const guard = new RateGuard();
    guard.read('acme', answer(100), now);

    const waits = [guard.reserve('acme', now), guard.reserve('acme', now), guard.reserve('acme', now)];

    expect(waits.map(Math.round)).toEqual([0, 1000, 2010]);
  });

  it('waits for the next window when nothing is left', () => {
    const guard = new RateGuard();
    guard.read('acme', answer(0), now);

    expect(guard.reserve('acme', now)).toEqual(100_000);
    expect(guard.reserve('globex', now)).toEqual(0);
    expect(guard.reserve('acme', now + 100_000)).toEqual(0);
  });

  it('takes a refusal for the end of the window, as long as Port asks to wait', () => {
    const guard = new RateGuard();
    guard.read('acme', answer(900), now);
    guard.read('acme', { status: 429, headers: new Headers({ 'retry-after': '7' }) }, now);

    expect(guard.reserve('acme', now)).toEqual(7000);
  });

  it('never lets more requests leave in a window than Port left over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 300 }), (remaining, seconds) => {
        const guard = new RateGuard();
        guard.read('acme', answer(remaining, seconds), now);

        const waits = Array.from({ length: 400 }, () => guard.reserve('acme', now));

        expect(waits.filter((wait) => wait < seconds * 1000).length).toBeLessThanOrEqual(remaining);
      }),
    );
  });
});
