import type { Json, JsonObject } from '@longshore/domain';
import type { NativeAction } from '@longshore/kinds';
import { at, isObject } from './render.js';

/** What an action takes from an answer; without one, what it has for nothing. */
export function merged({ merge = [], empty = {} }: NativeAction, answer: JsonObject): JsonObject {
  return Object.assign({ ...empty }, ...merge.map((part) => taken(part, answer)));
}

/** An empty text is how some services say that nothing is set. */
function taken(part: string | { readonly [property: string]: string }, answer: JsonObject): JsonObject {
  if (typeof part === 'string') return object(valueAt(answer, part));
  const properties = Object.entries(part).flatMap(([property, path]) => {
    const value = valueAt(answer, path);
    return value === undefined || value === '' ? [] : [[property, value] as const];
  });
  return Object.fromEntries(properties);
}

/** The answers of one call in pages as one: lists are joined, and of anything else the last page's counts. */
export function joined(pages: readonly JsonObject[]): JsonObject {
  const whole: JsonObject = {};
  for (const page of pages) {
    for (const [member, value] of Object.entries(page)) {
      const before = whole[member];
      whole[member] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
    }
  }
  return whole;
}

export function valueAt(value: Json, path: string): Json | undefined {
  return at(value, path === '' ? [] : path.split('.'));
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
