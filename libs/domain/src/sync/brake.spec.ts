import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brakeIntegration, brakeScope } from './brake.js';

describe('the brake of a scope', () => {
  it.each([
    { known: 100, listed: 100, candidates: 0, reason: null },
    { known: 100, listed: 70, candidates: 30, reason: null },
    { known: 100, listed: 69, candidates: 31, reason: 'scope-share' },
    { known: 30, listed: 10, candidates: 20, reason: null },
    { known: 30, listed: 9, candidates: 21, reason: 'scope-share' },
    { known: 1, listed: 0, candidates: 1, reason: 'scope-emptied' },
    { known: 0, listed: 0, candidates: 0, reason: null },
  ])('says $reason to $candidates of $known when $listed were listed', ({ reason, ...absence }) => {
    expect(brakeScope(absence)).toBe(reason);
  });

  it('never lets more than 20 and 30 % go, nor a whole scope', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (known, listed, candidates) => {
        const isFree = brakeScope({ known, listed, candidates }) === null;
        expect(isFree).toBe(candidates === 0 || (listed > 0 && (candidates <= 20 || candidates <= 0.3 * known)));
      }),
    );
  });
});

describe('the brake of an integration', () => {
  it.each([
    { entities: 1000, candidates: 100, threshold: null, reason: null },
    { entities: 1000, candidates: 101, threshold: null, reason: 'integration-share' },
    { entities: 50, candidates: 20, threshold: null, reason: null },
    { entities: 50, candidates: 21, threshold: null, reason: 'integration-share' },
    { entities: 50, candidates: 5, threshold: 0.1, reason: null },
    { entities: 50, candidates: 6, threshold: 0.1, reason: 'threshold' },
    { entities: 1000, candidates: 1, threshold: 0, reason: 'threshold' },
    { entities: 1000, candidates: 0, threshold: 0, reason: null },
    { entities: 1000, candidates: 900, threshold: 0.9, reason: 'integration-share' },
  ])('says $reason to $candidates of $entities with a threshold of $threshold', ({ reason, ...absence }) => {
    expect(brakeIntegration(absence)).toBe(reason);
  });
});
