import type { InputProblem } from './errors/request-error.js';
import { jsonPointer } from './mapping/parse-mapping.js';

/** U+0000 and lone surrogates: neither text nor jsonb of PostgreSQL can hold them. */
const UNSTORABLE = /[\0\p{Cs}]/u;

interface Located {
  node: unknown;
  path: (string | number)[];
}

/** The strings in `value`, keys included, that cannot be stored; level by level, so that no depth exhausts the stack. */
export function unstorableText(value: unknown): InputProblem[] {
  const found: InputProblem[] = [];
  let level: Located[] = [{ node: value, path: [] }];
  while (level.length > 0) {
    for (const { node, path } of level) {
      if (typeof node !== 'string' || !UNSTORABLE.test(node)) continue;
      found.push({
        pointer: jsonPointer(path),
        detail: 'contains U+0000 or half a surrogate pair, which cannot be stored',
      });
    }
    level = level.flatMap(membersOf);
  }
  return found;
}

function membersOf({ node, path }: Located): Located[] {
  if (Array.isArray(node)) return node.map((member, index) => ({ node: member, path: [...path, index] }));
  if (typeof node !== 'object' || node === null) return [];
  const members = Object.entries(node).map(([key, member]) => ({ node: member, path: [...path, key] }));
  return [...members, ...Object.keys(node).map((key) => ({ node: key, path }))];
}
