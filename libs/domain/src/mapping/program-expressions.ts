import type { EntityExpressions, EntryProgram, Expressions } from '../ports/mapper.js';

export interface Leaf {
  /** Dotted path from the root: `properties.url`. */
  field: string;
  /** The same place member by member, since a name may contain dots. */
  path: string[];
  expression: string;
}

/** The expressions of a tree, depth first in the order of its members. */
export function leavesOf(tree: Expressions | EntityExpressions, path: string[] = []): Leaf[] {
  if (typeof tree === 'string') return [{ field: path.join('.'), path, expression: tree }];
  return Object.entries(tree as { [key: string]: Expressions }).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, key]),
  );
}

/** Every expression of an entry, once. */
export function expressionsOf({ selector, itemsToParse, entities }: EntryProgram): string[] {
  const outside = [selector, itemsToParse].filter((expression) => expression !== null);
  const inside = entities.flatMap((entity) => leavesOf(entity).map(({ expression }) => expression));
  return [...new Set([...outside, ...inside])];
}
