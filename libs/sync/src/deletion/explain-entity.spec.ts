import type { ExplainedClaim, ExplainedEntity } from '@longshore/database';
import { describe, expect, it } from 'vitest';
import { verdictOn } from './explain-entity.js';

const claim = (change: Partial<ExplainedClaim> = {}): ExplainedClaim => ({
  accountId: '123456789012',
  region: 'eu-west-1',
  kind: 'AWS::SQS::Queue',
  awsId: 'orders',
  entry: 'AWS::SQS::Queue#0',
  mappingVersion: 1,
  state: 'present',
  absentSince: null,
  lastWalkedAt: null,
  isConfirmed: true,
  ...change,
});
const known = (...claims: ExplainedClaim[]): ExplainedEntity => ({ claims, failure: null, decision: null });
const failure = { code: '422 invalid', detail: 'no', attempts: 1, retryAt: null };

describe('the verdict on an entity', () => {
  it.each([
    ['present', known(claim()), false, []],
    ['present', known(claim(), claim({ state: 'absent' })), false, []],
    ['pending', known(claim({ isConfirmed: false })), false, []],
    ['failed', { ...known(claim()), failure }, false, []],
    ['absent', known(claim({ state: 'absent' })), false, []],
    ['unmapped', known(claim({ state: 'unmapped' })), false, []],
    ['orphaned', known(claim({ state: 'orphaned' }), claim({ state: 'unmapped' })), false, []],
    ['orphaned', known(claim({ state: 'absent' }), claim({ state: 'orphaned', region: 'us-east-1' })), false, []],
    ['held', known(claim({ state: 'absent' })), true, []],
    ['deleting', known(claim({ state: 'absent' })), false, ['deleting']],
    ['present', known(claim()), false, ['deleted']],
    ['deleted', undefined, false, ['deleted', 'kept']],
    ['restored', undefined, false, ['restored']],
    ['not-ours', undefined, false, []],
  ] as const)('is %s', (verdict, entity, isHeld, states) => {
    expect(
      verdictOn(
        entity,
        isHeld,
        states.map((state) => ({ state })),
      ),
    ).toBe(verdict);
  });
});
