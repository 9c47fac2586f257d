import type { Json, JsonObject } from '@longshore/domain';

/** The members that hold a page token: in the input, and in the answer, where it may stand inside another. */
export interface PageTokenNames {
  asked: string;
  answered: readonly string[];
}

/** Of most services. */
export const NEXT_TOKEN: PageTokenNames = { asked: 'NextToken', answered: ['NextToken'] };

/** The answer with another page token, or with none. */
export function withToken(answer: JsonObject, path: readonly string[], token: Json | undefined): JsonObject {
  const [name = '', ...rest] = path;
  const { [name]: held, ...others } = answer;
  if (rest.length > 0) return { ...others, [name]: withToken(isObject(held) ? held : {}, rest, token) };
  return token === undefined ? others : { ...others, [name]: token };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
