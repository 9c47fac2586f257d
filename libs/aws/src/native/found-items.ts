import type { Json, JsonObject } from '@longshore/domain';
import { at, isObject, type Names } from './render.js';

/** One element of a listing. */
export interface Item {
  /** What the list tells of it. */
  listed: JsonObject;
  /** What its templates know: that, the elements around it and what is known everywhere. */
  names: Names;
}

/** The items at a path of an answer: `a.b[]`, or `a[].b[]` through nested lists, or the answer itself; what is not there is no item. */
export function foundItems(answer: JsonObject, { items, as }: { items: string; as?: string }, known: Names): Item[] {
  let level: { value: Json | undefined; outer: Json; place: number }[] = [{ value: answer, outer: answer, place: 1 }];
  for (const step of items === '' ? [] : items.split('.')) {
    const [name = ''] = step.split('[]');
    level = level.flatMap(({ value, ...around }) => {
      const member = at(value, [name]);
      if (!step.endsWith('[]')) return [{ ...around, value: member }];
      const elements = Array.isArray(member) ? member : [];
      return elements.map((element, index) => ({ value: element, outer: value ?? null, place: index + 1 }));
    });
  }
  return level.flatMap(({ value, outer, place }) => {
    const listed = as === undefined || value === undefined ? value : { [as]: value };
    return isObject(listed) ? [{ listed, names: { ...known, ...listed, '^': outer, '#': place, answer } }] : [];
  });
}
