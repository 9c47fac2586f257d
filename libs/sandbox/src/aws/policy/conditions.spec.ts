import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionsHold, type ConditionBlock } from './conditions.js';
import { matchesWildcard } from './wildcard.js';

const context = new Map([
  ['host:3000/t/a:aud', ['sts.amazonaws.com']],
  ['host:3000/t/a:sub', ['tenant:a:integration:b']],
  ['many', ['x', 'y']],
  ['aws:tokenissuetime', ['2026-05-01T10:00:00Z']],
]);

describe('a condition', () => {
  const cases: Array<[title: string, block: ConditionBlock, holds: boolean]> = [
    ['StringEquals of the same text', { StringEquals: { 'host:3000/t/a:aud': ['sts.amazonaws.com'] } }, true],
    [
      'StringEquals of one text of several',
      { StringEquals: { 'host:3000/t/a:aud': ['x', 'sts.amazonaws.com'] } },
      true,
    ],
    ['StringEquals with a star, which is no pattern', { StringEquals: { 'host:3000/t/a:sub': ['tenant:*'] } }, false],
    ['StringEquals of another case', { StringEquals: { 'host:3000/t/a:aud': ['STS.amazonaws.com'] } }, false],
    ['StringEquals of an absent key', { StringEquals: { 'host:3000/t/b:aud': ['sts.amazonaws.com'] } }, false],
    ['a key of another case', { StringEquals: { 'HOST:3000/t/a:AUD': ['sts.amazonaws.com'] } }, true],
    ['StringEqualsIfExists of an absent key', { StringEqualsIfExists: { absent: ['x'] } }, true],
    ['StringEqualsIfExists of another text', { StringEqualsIfExists: { 'host:3000/t/a:aud': ['x'] } }, false],
    ['StringLike of a pattern', { StringLike: { 'host:3000/t/a:sub': ['tenant:?:integration:*'] } }, true],
    ['StringLike of another pattern', { StringLike: { 'host:3000/t/a:sub': ['tenant:b:*'] } }, false],
    ['StringNotEquals of another text', { StringNotEquals: { 'host:3000/t/a:aud': ['x'] } }, true],
    [
      'StringNotEquals of the same text',
      { StringNotEquals: { 'host:3000/t/a:aud': ['x', 'sts.amazonaws.com'] } },
      false,
    ],
    ['StringNotEquals of an absent key', { StringNotEquals: { absent: ['x'] } }, true],
    ['ForAllValues of an absent key', { 'ForAllValues:StringEquals': { absent: ['x'] } }, true],
    ['ForAllValues with all within', { 'ForAllValues:StringEquals': { many: ['x', 'y', 'z'] } }, true],
    ['ForAllValues with one outside', { 'ForAllValues:StringEquals': { many: ['x'] } }, false],
    ['ForAnyValue with one within', { 'ForAnyValue:StringEquals': { many: ['y'] } }, true],
    ['ForAnyValue of an absent key', { 'ForAnyValue:StringEquals': { absent: ['x'] } }, false],
    ['ForAnyValue IfExists of an absent key', { 'ForAnyValue:StringLikeIfExists': { absent: ['x'] } }, true],
    ['Null of an absent key', { Null: { absent: ['true'] } }, true],
    ['Null of a key that is there', { Null: { many: ['true'] } }, false],
    ['a date before', { DateLessThan: { 'aws:TokenIssueTime': ['2026-05-01T10:00:01Z'] } }, true],
    ['a date not before', { DateLessThan: { 'aws:TokenIssueTime': ['2026-05-01T10:00:00Z'] } }, false],
    ['two keys of which one fails', { StringEquals: { many: ['x'], absent: ['x'] } }, false],
    ['two operators of which one fails', { StringEquals: { many: ['x'] }, StringLike: { many: ['z*'] } }, false],
    ['an unknown operator', { StringSounds: { many: ['x'] } }, false],
  ];

  it.each(cases)('%s', (_title, block, holds) => {
    expect(conditionsHold(block, context)).toBe(holds);
  });
});

describe('a wildcard', () => {
  it('matches what the same regular expression matches', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(text, pattern, (value, wild) => {
        const source = wild.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesWildcard(value, wild)).toBe(new RegExp(`^${source}$`).test(value));
      }),
    );
  });

  it('takes no longer for many stars', () => {
    expect(matchesWildcard('a'.repeat(5000), `${'*a'.repeat(40)}b`)).toBe(false);
  });
});
