import { describe, expect, it } from 'vitest';
import { addEffort, spend, wholeEffort, type Effort } from './effort.js';

const NOTHING = { ms: 0, retries: 0, throttles: 0, failures: 0 };

describe('the effort of a listing', () => {
  it('adds up by stage, and has no room for zeros', () => {
    const effort: Effort = {};
    spend(effort, 'list', { ms: 10.4, retries: 1 });
    spend(effort, 'list', { ms: 5, retries: 0 });
    spend(effort, 'push', { ms: 0.2 });

    expect(effort).toEqual({ list: { ms: 15, retries: 1 } });
  });

  it('of several listings is their sum, told with its zeros', () => {
    const total: Effort = { list: { ms: 1 } };
    addEffort(total, { list: { ms: 2, throttles: 3 }, map: { failures: 4 } });

    expect(wholeEffort(total)).toEqual({
      list: { ...NOTHING, ms: 3, throttles: 3 },
      enrich: NOTHING,
      map: { ...NOTHING, failures: 4 },
      push: NOTHING,
    });
  });
});
