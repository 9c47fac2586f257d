import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { informed, leaseFrom, newBudget, type RequestBudget } from './request-budget.js';

const START = Date.parse('2026-01-01T00:00:00Z');
const port = { limit: 35_000, periodSeconds: 300 };
const ample = { ...port, remaining: 34_000, resetsInMs: 300_000 };

interface Grant {
  readyAt: number;
  granted: number;
}

/** Asks one after the other, each so many milliseconds after the one before. */
function leases(budget: RequestBudget, asks: { afterMs: number; want: number }[]): Grant[] {
  let now = budget.updatedAt;
  let current = budget;
  return asks.map(({ afterMs, want }) => {
    now += afterMs;
    const lease = leaseFrom(current, want, now);
    current = lease.budget;
    return { readyAt: now + lease.waitMs, granted: lease.granted };
  });
}

const asks = fc.array(fc.record({ afterMs: fc.nat(3000), want: fc.integer({ min: 1, max: 500 }) }), {
  minLength: 1,
  maxLength: 200,
});

/** The most that had left at any moment, over what the average and one burst allow until then. */
function excess(budget: RequestBudget, grants: Grant[]): number {
  let left = 0;
  const over = [...grants]
    .sort((one, other) => one.readyAt - other.readyAt)
    .map(({ readyAt, granted }) => {
      left += granted;
      return left - budget.tokens - (budget.refillPerSecond * (readyAt - budget.updatedAt)) / 1000;
    });
  return Math.max(...over);
}

describe('the request budget', () => {
  it('refills with 70 % of the limit of Port and lets a tenth of it pass at once', () => {
    const { tokens, refillPerSecond, burst } = newBudget(START);

    expect({ tokens, perWindow: refillPerSecond * 300, burst }).toEqual({
      tokens: 3500,
      perWindow: 24_500,
      burst: 3500,
    });
  });

  it('never lets more leave than a burst and the average, whoever asks', () => {
    fc.assert(
      fc.property(asks, fc.integer({ min: 10, max: 100_000 }), (some, limit) => {
        const budget = informed(newBudget(START), { ...ample, limit, remaining: limit }, START);
        return excess(budget, leases(budget, some)) <= 1e-6;
      }),
    );
  });

  it('serves processes that ask all the time alike', () => {
    const served = [0, 0, 0, 0, 0, 0, 0, 0];
    const next = served.map(() => START);
    let budget = newBudget(START);
    for (let now = START; now < START + 60_000; now = Math.min(...next)) {
      const turn = next.indexOf(now);
      const lease = leaseFrom(budget, 41, now);
      budget = lease.budget;
      served[turn] = (served[turn] ?? 0) + lease.granted;
      next[turn] = now + Math.max(1, lease.waitMs);
    }

    const total = served.reduce((sum, one) => sum + one, 0);
    expect(Math.min(...served)).toBeGreaterThan((0.9 * total) / served.length);
  });

  it('gives every one a place in the end', () => {
    fc.assert(
      fc.property(asks, (some) => {
        const rest = leases(newBudget(START), [...some, { afterMs: 10_000, want: 1 }]);
        expect(rest.at(-1)?.granted).toEqual(1);
      }),
    );
  });

  it('gives nothing before the end of a pause that Port asked for', () => {
    const paused = informed(newBudget(START), { remaining: 0, resetsInMs: 30_000 }, START);

    expect(leaseFrom(paused, 1, START)).toMatchObject({ granted: 0 });
    const [grant] = leases(paused, [{ afterMs: 25_000, want: 10 }]);
    expect(grant?.readyAt).toBeGreaterThan(START + 30_000);
  });

  it('spreads what is left when Port has little, and goes back to the average afterwards', () => {
    const scarce = informed(newBudget(START), { ...port, remaining: 1000, resetsInMs: 100_000 }, START);

    expect(leaseFrom(scarce, 7, START)).toMatchObject({ granted: 7, waitMs: 1000 });
    expect(leaseFrom(scarce, 5000, START + 200_000)).toMatchObject({ granted: 3500, waitMs: 0 });
  });

  it('lets a burst pass only as far as Port has room above its last fifth', () => {
    const budget = informed(newBudget(START), { ...ample, remaining: 7100 }, START);

    expect(leaseFrom(budget, 500, START)).toMatchObject({ granted: 100, waitMs: 0 });
  });

  it('counts what left before the limit was known', () => {
    const { budget } = leaseFrom(newBudget(START), 60, START);
    const known = informed(budget, { ...port, limit: 1000, remaining: 940, resetsInMs: 300_000 }, START);

    expect(known).toMatchObject({ burst: 100, tokens: 40 });
  });

  it('takes a new limit from the answers, and keeps the old one when they do not tell', () => {
    const slower = informed(newBudget(START), { ...ample, limit: 3000, remaining: 3000 }, START);
    const untold = informed(slower, { remaining: 2000, resetsInMs: 1000 }, START);

    expect([slower.refillPerSecond, slower.burst]).toEqual([7, 300]);
    expect([untold.refillPerSecond, untold.burst]).toEqual([7, 300]);
  });

  it('gains nothing when the clock goes back', () => {
    const { budget } = leaseFrom(newBudget(START), 3500, START);

    expect(leaseFrom(budget, 1, START - 60_000).waitMs).toBeGreaterThan(0);
  });
});
