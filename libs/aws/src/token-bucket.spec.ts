import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.js';

describe('a token bucket', () => {
  it('lets a burst through at once and then keeps to its rate', () => {
    const bucket = new TokenBucket({ ceiling: 10, burst: 3 });

    expect(Array.from({ length: 6 }, () => bucket.take(0))).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it('never lets more calls into any second than its burst and its rate', () => {
    const steps = fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 200 });
    const options = fc.record({ ceiling: fc.integer({ min: 1, max: 50 }), burst: fc.integer({ min: 1, max: 50 }) });

    fc.assert(
      fc.property(options, steps, ({ ceiling, burst }, pauses) => {
        const bucket = new TokenBucket({ ceiling, burst });
        let now = 0;
        const used = pauses.map((ms) => {
          now += ms;
          return now + bucket.take(now);
        });
        const inSecondOf = (from: number) => used.filter((at) => at >= from && at < from + 1_000).length;
        return used.every((from) => inSecondOf(from) <= burst + ceiling);
      }),
    );
  });

  it('halves when throttled, once for answers that arrive together', () => {
    const bucket = new TokenBucket({ ceiling: 24, burst: 1 });

    bucket.throttled(0);
    bucket.throttled(900);
    expect(bucket.callsPerSecond).toBe(12);

    bucket.throttled(1_000);
    expect(bucket.callsPerSecond).toBe(6);
  });

  it('goes on slowly however often it is throttled', () => {
    const bucket = new TokenBucket({ ceiling: 25, burst: 1 });

    for (let second = 0; second < 100; second++) bucket.throttled(second * 1_000);

    expect(bucket.callsPerSecond).toBe(0.5);
  });

  it('regains its ceiling by success, and no more', () => {
    const bucket = new TokenBucket({ ceiling: 20, burst: 1 });
    bucket.throttled(0);

    for (let call = 0; call < 15 * 10; call++) bucket.succeeded();
    expect(bucket.callsPerSecond).toBeGreaterThan(12);
    expect(bucket.callsPerSecond).toBeLessThan(20);

    for (let call = 0; call < 1_000; call++) bucket.succeeded();
    expect(bucket.callsPerSecond).toBe(20);
  });
});
