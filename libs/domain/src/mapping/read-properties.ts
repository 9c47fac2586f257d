import type { EntryProgram } from '../ports/mapper.js';
import { expressionsOf } from './program-expressions.js';

/** `.Properties` with the name that follows it: `.Properties.Name`, `.Properties["Name"]`, `.Properties."Name"`. */
const READ = /\.Properties\b\??\s*(?:\.\s*([A-Za-z_]\w*)|\.?\s*\[\s*"([^"\\]+)"\s*\]|\.\s*"([^"\\]+)")?/g;

/** The resource as it is, or its properties in a spelling that hides which. */
const WHOLE = /^\s*\.\s*$|"Properties"/;

/**
 * The members of `Properties` that an entry's jq names; `all` where it takes them as a whole. A search of the text: it may find
 * one too many, in a comment or a string.
 */
export function readProperties(program: EntryProgram): 'all' | string[] {
  const expressions = expressionsOf(program);
  const reads = expressions.flatMap((expression) => [...expression.matchAll(READ)]);
  const names = reads.map(([, plain, bracketed, dotted]) => plain ?? bracketed ?? dotted);
  const isWhole = expressions.some((expression) => WHOLE.test(expression)) || names.includes(undefined);
  return isWhole ? 'all' : [...new Set(names.flatMap((name) => name ?? []))];
}
