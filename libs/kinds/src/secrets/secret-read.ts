import { findKind } from '../catalogue.js';
import { ALWAYS, SECRET, secretPaths } from './secret-paths.js';

/** A list of variables, or an object around them. */
const ENVIRONMENT = /^environment$/i;

/**
 * Which of a kind's secrets a path reads, both below `Properties` and member by member, `*` for an element: whoever reads what is
 * around a secret reads it along. Null: none that is known.
 */
export function secretRead(kind: string, path: readonly string[]): string | null {
  const variables = path.findIndex((name) => ALWAYS.test(name));
  if (variables >= 0) return path.slice(0, variables + 1).join('.');
  const isRead = (secret: string) => secret.split('.').every((step, index) => meets(step, path[index]));
  const known = secretPaths(findKind(kind)).find(isRead);
  if (known !== undefined) return known;
  const last = path.findLast((step) => step !== '*') ?? '';
  return SECRET.test(last) || ENVIRONMENT.test(last) ? path.join('.') : null;
}

/** A path that ends early reads all that is below. Services and Cloud Control spell the same name in another case. */
function meets(step: string, read: string | undefined): boolean {
  return read === undefined || read === '*' || step === '*' || read.toLowerCase() === step.toLowerCase();
}
