import { createHash } from 'node:crypto';
import type { Entity, MappedItem } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { EntityIdentifiers } from './entity-identifiers.js';

const made = (text: string) =>
  `${text.replaceAll(/[|# ]/g, '_')}_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;

function mapped(identifier: string, change: Partial<Entity> = {}): MappedItem {
  const entity: Entity = { identifier, blueprint: 'thing', properties: {}, relations: {}, ...change };
  return { state: 'mapped', entities: [entity], warnings: [] };
}

describe('the identifiers of entities', () => {
  it('are those of the mapping where Port takes them', () => {
    expect(new EntityIdentifiers().named(mapped('arn:aws:sqs:eu-west-1:1:a'))).toEqual(
      mapped('arn:aws:sqs:eu-west-1:1:a'),
    );
  });

  it('are made the same way for an entity and for the relations to it, also in lists', () => {
    const relations = { one: 'a|b', many: ['c d', 'e'], none: null, search: { combinator: 'and', rules: [] } };

    expect(new EntityIdentifiers().named(mapped('a|b', { relations }))).toEqual(
      mapped(made('a|b'), { relations: { ...relations, one: made('a|b'), many: [made('c d'), 'e'] } }),
    );
  });

  it.each(['', '.', '..'])('fail the resource when they name nothing: %j', (identifier) => {
    expect(new EntityIdentifiers().named(mapped(identifier))).toEqual({
      state: 'failed',
      detail: `Port takes no entity with the identifier "${identifier}"`,
    });
  });

  it.each([
    { first: 'a|b', second: made('a|b') },
    { first: made('a|b'), second: 'a|b' },
  ])('fail the resource that would become the entity of another: $first, then $second', ({ first, second }) => {
    const identifiers = new EntityIdentifiers();

    expect(identifiers.named(mapped(first)).state).toBe('mapped');
    expect(identifiers.named(mapped(first)).state).toBe('mapped');
    expect(identifiers.named(mapped(second))).toEqual({
      state: 'failed',
      detail: `"${second}" and "${first}" would both be ${made('a|b')}: give one of them another identifier`,
    });
    expect(identifiers.named(mapped(second, { blueprint: 'other' })).state).toBe('mapped');
  });
});
