import { describe, expect, it } from 'vitest';
import { Mapper, type EntryProgram, type ExpressionVerdict, type MappedItem } from '../ports/mapper.js';
import { expressionsOf, leavesOf } from './program-expressions.js';

const program: EntryProgram = {
  key: 'k',
  kind: 'AWS::SQS::Queue',
  selector: '.on',
  itemsToParse: '.parts',
  itemsToParseName: 'item',
  itemsToParseTopLevelTransform: true,
  entities: [
    { identifier: '.Id', blueprint: '"queue"', team: ['.team'], properties: { deep: { url: '.url' } } },
    { identifier: '.Id', blueprint: '"part"' },
  ],
};

/** A mapper whose verdicts can be read off the expression: `!` is refused, `now` is the clock. */
class LetterMapper extends Mapper {
  readonly build = 'letters';

  check(expression: string): Promise<ExpressionVerdict> {
    const isRefused = /^!/.test(expression);
    return Promise.resolve(
      isRefused ? { ok: false, detail: 'refused' } : { ok: true, isCacheable: expression !== 'now' },
    );
  }

  map(): Promise<MappedItem[]> {
    return Promise.resolve([]);
  }
}

describe('the expressions of a program', () => {
  it('are each named once, with what stands outside the entities', () => {
    expect(expressionsOf(program)).toEqual(['.on', '.parts', '.Id', '"queue"', '.team', '.url', '"part"']);
  });

  it('have their dotted place in the entity', () => {
    const leaves = leavesOf({
      identifier: '.Id',
      blueprint: '.b',
      team: ['.team'],
      properties: { 'a.b': { url: '.u' } },
    });

    expect(leaves).toEqual([
      { field: 'identifier', path: ['identifier'], expression: '.Id' },
      { field: 'blueprint', path: ['blueprint'], expression: '.b' },
      { field: 'team.0', path: ['team', '0'], expression: '.team' },
      { field: 'properties.a.b.url', path: ['properties', 'a.b', 'url'], expression: '.u' },
    ]);
  });
});

describe('the results of a program', () => {
  const mapper = new LetterMapper();

  it.each([
    ['each expression always answers alike', {}, true],
    ['the selector reads the clock', { selector: 'now' }, false],
    ['itemsToParse reads the clock', { itemsToParse: 'now' }, false],
    [
      'a nested leaf reads the clock',
      { entities: [{ identifier: '.Id', blueprint: '.b', properties: { a: ['now'] } }] },
      false,
    ],
    ['an expression is refused, perhaps for this moment only', { selector: '!' }, false],
    ['there is neither selector nor list', { selector: null, itemsToParse: null }, true],
  ])('may be reused or not when %s', async (_, change, isCacheable) => {
    expect(await mapper.isCacheable({ ...program, ...change })).toBe(isCacheable);
  });
});
