import type { Entity } from '@longshore/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relationOrder } from './relation-order.js';

function item(identifier: string, ...targets: string[]): { entity: Entity } {
  return { entity: { identifier, blueprint: 'thing', properties: {}, relations: { to: targets } } };
}

const names = (items: { entity: Entity }[]) => items.map(({ entity }) => entity.identifier);

describe('the order of relations', () => {
  it('puts targets first, level by level, and leaves circles to the end', () => {
    const order = relationOrder([item('c', 'b'), item('x', 'y'), item('b', 'a'), item('a', 'gone'), item('y', 'x')]);

    expect(order.levels.map(names)).toEqual([['a'], ['b'], ['c']]);
    expect(names(order.circular)).toEqual(['x', 'y']);
  });

  it('takes an entity that relates to itself for free', () => {
    expect(relationOrder([item('a', 'a')]).levels.map(names)).toEqual([['a']]);
  });

  it('keeps every entity, and none before its target', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(fc.dictionary(name, fc.uniqueArray(name)), (graph) => {
        const items = Object.entries(graph).map(([identifier, targets]) => item(identifier, ...targets));
        const { levels, circular } = relationOrder(items);
        const placed: string[] = [];
        for (const level of levels) {
          const targets = names(level).flatMap((name) => (graph[name] ?? []).filter((target) => target !== name));
          expect(placed).toEqual(expect.arrayContaining(targets.filter((target) => target in graph)));
          placed.push(...names(level));
        }
        expect([...placed, ...names(circular)].sort()).toEqual(Object.keys(graph).sort());
      }),
    );
  });
});
