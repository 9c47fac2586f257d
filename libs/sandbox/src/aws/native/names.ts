import type { Json, JsonObject } from '@longshore/domain';

/**
 * The registry's names as services write them that begin with a small letter, at every depth but inside members that are
 * `free`: their names are the customer's.
 */
export function camel(value: Json, free: readonly string[] = []): Json {
  if (Array.isArray(value)) return value.map((element) => camel(element, free));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([name, member]) => {
    return [lowerFirst(name), free.includes(name) ? member : camel(member, free)] as const;
  });
  return Object.fromEntries(members);
}

/** `EBSStorageInfo` becomes `ebsStorageInfo`, `Arn` and `ARN` become `arn`. */
function lowerFirst(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (word) => word.toLowerCase());
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The members of a resource that only its service knows, on the wire: first letters small, times in seconds since 1970. */
export function onTheWire(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [lowerFirst(name), inSeconds(value)]));
}

export function inSeconds(value: Json): Json {
  if (Array.isArray(value)) return value.map(inSeconds);
  if (typeof value === 'string') return INSTANT.test(value) ? Date.parse(value) / 1000 : value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inSeconds(member)]));
}

/** Only the members that a resource has, by their names in the answer and in the registry. */
export function chosen(properties: JsonObject, names: { readonly [answered: string]: string }): JsonObject {
  return Object.fromEntries(
    Object.entries(names).flatMap(([answered, name]) => {
      const value = properties[name];
      return value === undefined ? [] : [[answered, value]];
    }),
  );
}

export type Tag = Record<'Key' | 'Value', string>;

/** Of a resource; the registry's models hold a list of pairs. */
export function tagsOf({ Tags: tags = [] }: JsonObject): Tag[] {
  return tags as unknown as Tag[];
}

/** `{ team: 'data' }` */
export function tagMap(properties: JsonObject): JsonObject {
  return Object.fromEntries(tagsOf(properties).map(({ Key, Value }) => [Key, Value]));
}
