import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounts, noCounts, type SyncCounts } from './sync-counts.js';

const counts: fc.Arbitrary<SyncCounts> = fc.record({
  accounts: fc.nat(),
  scopes: fc.nat(),
  complete: fc.nat(),
  incomplete: fc.nat(),
  skipped: fc.nat(),
  resources: fc.nat(),
  entities: fc.record({
    created: fc.nat(),
    updated: fc.nat(),
    unchanged: fc.nat(),
    deleted: fc.nat(),
    held: fc.nat(),
    failed: fc.nat(),
  }),
  warnings: fc.nat(),
});

describe('the counts of a sync', () => {
  it('add up in any order, and nothing adds nothing', () => {
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        expect(addCounts(one, noCounts())).toEqual(one);
        expect(addCounts(one, other)).toEqual(addCounts(other, one));
      }),
    );
  });
});
