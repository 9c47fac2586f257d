import type { JsonObject } from '@longshore/domain';

const MAX_ITEMS = 500;
const MAX_CHARACTERS = 2 * 1024 * 1024;

/** jq reads 20 MB a second at best, and its deadline is a second. */
export const MAX_ITEM_CHARACTERS = 2 * MAX_CHARACTERS;

/** Escaped backslashes pass, so that the text `\\ud83d` of a string is not taken for half a surrogate pair. */
const LONE_SURROGATE = /\\(?:ud[89a-f][0-9a-f]{2}|[^])/g;

/** The items as JSON texts that jq can read, in batches that one program run can hold; an item beyond a batch's size is alone in one. */
export function batchesOf(items: JsonObject[]): string[][] {
  const batches: string[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const text of items.map(jsonForJq)) {
    const batch = batches.at(-1);
    characters += text.length;
    if (batch && batch.length < MAX_ITEMS && characters <= MAX_CHARACTERS) batch.push(text);
    else {
      batches.push([text]);
      characters = text.length;
    }
  }
  return batches;
}

/** JSON.stringify writes half of a surrogate pair as an escape, which jq refuses along with the whole batch. */
export function jsonForJq(item: JsonObject): string {
  const text = JSON.stringify(item);
  if (!text.includes('\\ud')) return text;
  return text.replace(LONE_SURROGATE, (escape) => (escape.length > 2 ? '\\ufffd' : escape));
}
