import { MAX_PLANNED, type PlannedChange } from '@longshore/database';
import { describe, expect, it } from 'vitest';
import { AccountPlanDraft } from './account-plan-draft.js';

const look = { observation: '1', begunAt: new Date(0) };
const change = (identifier: string): PlannedChange => ({
  region: 'eu-west-1',
  kind: 'AWS::SQS::Queue',
  awsId: identifier,
  action: 'created',
  blueprint: 'queue',
  identifier,
  reason: null,
});

describe('what a dry sync remembers of an account', () => {
  it('lists as many changes as a plan may have', () => {
    const draft = new AccountPlanDraft(look);
    for (let number = 0; number <= MAX_PLANNED; number += 1) draft.plan(change(String(number)));

    expect([draft.changes.length, draft.changes.at(-1)?.identifier]).toEqual([MAX_PLANNED, String(MAX_PLANNED - 1)]);
  });

  it('is cut, and says so, once it would be more keys than it may', () => {
    const draft = new AccountPlanDraft(look, 2);
    const listed = new Set<string>();
    draft.remember(listed, 'a');
    draft.remember(listed, 'a');
    expect([draft.make('entity'), draft.isCut, draft.notices]).toEqual([true, false, []]);

    draft.remember(listed, 'b');

    expect([[...listed], draft.isCut]).toEqual([['a'], true]);
    expect(draft.notices).toEqual([
      'more than 2 resources and entities: no deletions are planned, and an entity may count as created twice',
    ]);
  });

  it('is room for the next listing once a listing has ended', () => {
    const draft = new AccountPlanDraft(look, 1);
    const listed = new Set<string>();
    draft.remember(listed, 'a');
    draft.forget(listed);
    draft.remember(listed, 'b');

    expect([[...listed], draft.isCut]).toEqual([['b'], false]);
  });
});
