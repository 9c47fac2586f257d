import type { AccountPlan, Outcome } from '@longshore/domain';
import { testEntry } from '../testing/test-entry.js';
import { describe, expect, it } from 'vitest';
import { emptyKinds, type WalkedAccount } from './warn-of-empty-kinds.js';

const QUEUE = 'AWS::SQS::Queue';
const denied: Outcome = { state: 'incomplete', reason: 'denied', detail: 'sqs:ListQueues is not allowed' };

const plan: AccountPlan = {
  regions: ['eu-west-1', 'us-east-1'],
  kinds: [{ kind: QUEUE, regions: null }],
  notices: [],
};
const denying = (...deny: string[]) => [testEntry(QUEUE, { regionPolicy: { allow: null, deny } })];
const account = { awsAccountId: '123456789012', plan, entries: denying(), outcomes: {}, restrictedTo: null };
const warnings = (change: Partial<WalkedAccount>) => emptyKinds({ ...account, ...change });

describe('a kind that yields nothing', () => {
  it('is nothing to warn of where every region said so', () => {
    expect(warnings({})).toEqual([]);
  });

  it('is warned of with the listings that fell short', () => {
    expect(warnings({ outcomes: { 1: { ...denied, items: 0 } } })).toEqual([
      {
        kind: QUEUE,
        accountId: '123456789012',
        message: `${QUEUE} yields no resources in account 123456789012: denied in us-east-1.`,
        incomplete: [{ region: 'us-east-1', reason: 'denied', detail: 'sqs:ListQueues is not allowed' }],
        leftOutByPolicy: [],
        restrictedTo: null,
      },
    ]);
  });

  it('is not warned of where one region has some', () => {
    const outcomes = { 0: { state: 'complete' as const, items: 3 }, 1: { ...denied, items: 0 } };

    expect(warnings({ outcomes })).toEqual([]);
  });

  it.each([
    [{ entries: denying('us-east-1') }, "the mapping's regionPolicy leaves out us-east-1."],
    [{ entries: denying('eu-west-1', 'us-east-1') }, "the mapping's regionPolicy leaves out eu-west-1, us-east-1."],
    [{ restrictedTo: ['eu-west-1'] }, 'this sync was restricted to eu-west-1.'],
    [
      {
        restrictedTo: ['eu-west-1', 'us-east-1'],
        outcomes: { 0: { state: 'skipped' as const, detail: 'rare', items: 0 } },
      },
      'skipped in eu-west-1; this sync was restricted to eu-west-1, us-east-1.',
    ],
  ])('is warned of with the regions that were left out: %j', (change, told) => {
    expect(warnings(change).map(({ message }) => message)).toEqual([
      `${QUEUE} yields no resources in account 123456789012: ${told}`,
    ]);
  });
});
