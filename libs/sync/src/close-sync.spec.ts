import { noCounts } from '@longshore/domain';
import type { ClosingAccount } from '@longshore/database';
import { describe, expect, it } from 'vitest';
import { verdict } from './close-sync.js';

const account = (outcome: string, resources = 1, detail: string | null = null): ClosingAccount => ({
  awsAccountId: '123456789012',
  state: 'done',
  outcome,
  detail,
  counts: { ...noCounts(), accounts: 1, resources },
});

describe('the verdict on a sync', () => {
  it.each([
    { outcomes: ['completed', 'completed'], isCancelled: false, state: 'completed' },
    { outcomes: ['completed', 'partial'], isCancelled: false, state: 'partial' },
    { outcomes: ['completed', 'failed'], isCancelled: false, state: 'partial' },
    { outcomes: ['partial', 'failed'], isCancelled: false, state: 'partial' },
    { outcomes: ['failed', 'failed'], isCancelled: false, state: 'failed' },
    { outcomes: ['completed', 'cancelled'], isCancelled: true, state: 'cancelled' },
    { outcomes: ['failed', 'failed'], isCancelled: true, state: 'cancelled' },
  ])('of accounts $outcomes is $state', ({ outcomes, isCancelled, state }) => {
    expect(
      verdict(
        outcomes.map((outcome) => account(outcome)),
        isCancelled,
      ).state,
    ).toBe(state);
  });

  it('adds up what the accounts counted, those that crashed before their first flush included', () => {
    const crashed = { ...account('failed'), counts: {} };

    expect(verdict([account('completed', 3), account('partial', 4), crashed], false).counts).toEqual({
      ...noCounts(),
      accounts: 3,
      resources: 7,
    });
  });

  it('names the accounts that failed, and says why the first did', () => {
    const lost = { ...account('failed', 0, 'the role is gone'), awsAccountId: '234567890123' };
    const other = { ...account('failed', 0, 'other'), awsAccountId: '345678901234' };

    expect(verdict([account('completed'), lost], false).detail).toBe('234567890123: the role is gone');
    expect(verdict([account('completed'), lost, other], false).detail).toBe(
      '234567890123: the role is gone (also failed: 345678901234)',
    );
  });
});
