import type { z } from 'zod';
import { InvalidInput, type InputProblem } from '../errors/request-error.js';
import { MappingDocument } from './mapping-document.js';

/** Mappings in the wild nest six deep; the limit keeps a hostile document from exhausting the stack. */
const MAX_DEPTH = 64;

/** Reads a mapping document of any dialect. Throws InvalidInput that names every bad member by its JSON pointer. */
export function parseMapping(value: unknown): MappingDocument {
  if (isDeeperThan(value, MAX_DEPTH)) {
    throw new InvalidInput([{ pointer: '', detail: `is nested deeper than ${MAX_DEPTH} levels` }]);
  }
  const parsed = MappingDocument.safeParse(value);
  if (!parsed.success) throw new InvalidInput(parsed.error.issues.flatMap((issue) => problemsOf(issue, [])));
  return parsed.data;
}

/** RFC 6901. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Of a union's branches the one that fits the shape of the input tells more than "no branch fits". */
function problemsOf(issue: z.core.$ZodIssue, parent: readonly PropertyKey[]): InputProblem[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: jsonPointer([...path, key]),
      detail: 'is not a member of the mapping document here: check its spelling and place',
    }));
  }
  if (issue.code === 'invalid_union') {
    const fitting = issue.errors.find((branch) =>
      branch.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'),
    );
    if (fitting) return fitting.flatMap((inner) => problemsOf(inner, path));
  }
  return [{ pointer: jsonPointer(path), detail: issue.message }];
}

/** Level by level, without recursion. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((node) => (typeof node === 'object' && node !== null ? Object.values(node) : []));
  }
  return false;
}
