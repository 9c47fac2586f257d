import type { Json, JsonObject } from '@longshore/domain';
import type { CataloguedKind } from '../catalogue.js';
import { ALWAYS, redactedPaths, SECRET } from './secret-paths.js';

/** What stands where a value was taken out. */
export const REDACTED = '[redacted]';

/** Properties without what may be secret, and where that was: JSON pointers (RFC 6901) below the properties. */
export interface Redacted {
  properties: JsonObject;
  pointers: string[];
}

/** Takes out what the kind's definition names as secret, and what is called like a secret in any kind. */
export function redact(kind: CataloguedKind | undefined, properties: JsonObject): Redacted {
  const paths = redactedPaths(kind).map((path) => path.split('.'));
  const pointers: string[] = [];
  const replaced = (pointer: string): Json => {
    pointers.push(pointer);
    return REDACTED;
  };
  const walk = (value: Json, pointer: string, wanted: string[][]): Json => {
    if (value === null || typeof value !== 'object') return value;
    const isList = Array.isArray(value);
    const entries = Object.entries(value).map(([name, inner]): [string, Json] => {
      const here = `${pointer}/${escaped(name)}`;
      const inside = wanted.filter(([first]) => first === '*' || first === name).map((path) => path.slice(1));
      if (inside.some((path) => path.length === 0) || (!isList && isSecret(name, inner))) return [name, replaced(here)];
      return [name, walk(inner, here, inside)];
    });
    return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  };
  return { properties: walk(properties, '', paths) as JsonObject, pointers };
}

/** The same text as long as the same values of the kind are taken out. */
export function redactionOf(kind: CataloguedKind | undefined): string {
  return [ALWAYS.source, SECRET.source, ...redactedPaths(kind)].join(' ');
}

/** What is no text, such as a switch or a rotation policy, tells no secret by itself; what it holds is looked at in turn. */
function isSecret(name: string, value: Json): boolean {
  if (value === null || typeof value === 'boolean') return false;
  // Containers list their variables there; elsewhere it is an object that has more than variables.
  if (name === 'Environment') return Array.isArray(value);
  return ALWAYS.test(name) || (isText(value) && SECRET.test(name));
}

function isText(value: Json): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
