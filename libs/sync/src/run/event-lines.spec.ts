import { describe, expect, it } from 'vitest';
import { lineOf, withoutValues } from './event-lines.js';

const ACCOUNT = '123456789012';

describe('the line of an event', () => {
  it('has its place apart from what else it tells', () => {
    const data = { kind: 'AWS::SQS::Queue', region: 'eu-west-1', reason: 'denied', detail: 'no' };

    expect(lineOf(ACCOUNT, { type: 'scope.incomplete', data })).toEqual({
      level: 'warning',
      message: 'the listing is incomplete',
      account: ACCOUNT,
      kind: 'AWS::SQS::Queue',
      region: 'eu-west-1',
      data: { reason: 'denied', detail: 'no' },
    });
  });

  it('is there for events that nobody has worded, and not for progress', () => {
    expect(lineOf(ACCOUNT, { type: 'entity.moved', data: { count: 1 } })).toEqual({
      level: 'info',
      message: 'entity moved',
      account: ACCOUNT,
      data: { count: 1 },
    });
    expect(lineOf(ACCOUNT, { type: 'progress', data: {} })).toBeNull();
  });

  it.each([
    ['selector.query must yield true or false, got "s3cret"', 'selector.query must yield true or false, got …'],
    [
      'itemsToParse must yield a list, but failed with "string (\\"s3cret\\") cannot be parsed as a number"',
      'itemsToParse must yield a list, but failed with …',
    ],
    [
      'identifier must be text that is not empty, got 42: .Secret; add "| tostring"',
      'identifier must be text that is not empty, got something else: .Secret; add …',
    ],
    ['itemsToParse must yield a list, got an object', 'itemsToParse must yield a list, got an object'],
    ['number (12345) and object ({"a":1}) cannot be added', 'number … cannot be added'],
    ['the mapper lost this item', 'the mapper lost this item'],
  ])('never holds a value: %s', (detail, told) => {
    expect(withoutValues(detail)).toBe(told);
  });
});
