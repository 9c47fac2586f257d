import type { Expressions, Json } from '@longshore/domain';

/** The tree with a value in the place of each expression; `next` is asked in the order of `leavesOf`. */
export function withValues(tree: Expressions, next: () => Json): Json {
  if (typeof tree === 'string') return next();
  if (Array.isArray(tree)) return tree.map((inner) => withValues(inner, next));
  const made: { [key: string]: Json } = {};
  for (const key of Object.keys(tree)) {
    const value = withValues(tree[key] as Expressions, next);
    // Assigned, this name would set the prototype; everything else is assigned because that is twice as quick.
    if (key === '__proto__')
      Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
    else made[key] = value;
  }
  return made;
}
