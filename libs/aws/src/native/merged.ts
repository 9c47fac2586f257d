import type { Json, JsonObject } from '@longshore/domain';
import type { NativeAction } from '@longshore/kinds';
import { at, isObject } from './render.js';

/** What an action takes from an answer; without one, what it has for nothing. */
export function merged({ merge = [], empty = {} }: NativeAction, answer: JsonObject): JsonObject {
  const properties: JsonObject = { ...empty };
  for (const part of merge) {
    if (typeof part === 'string') Object.assign(properties, object(valueAt(answer, part)));
    else {
      for (const [property, path] of Object.entries(part)) {
        const value = valueAt(answer, path);
        if (value !== undefined && value !== '') properties[property] = value;
      }
    }
  }
  return properties;
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
