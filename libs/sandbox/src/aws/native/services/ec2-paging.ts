import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { tagsOf } from '../names.js';
import type { Place } from '../place.js';
import type { JsonObject } from '@longshore/domain';

export const paging = {
  MaxResults: z.coerce.number().int().min(5).max(1000).optional(),
  NextToken: z.string().optional(),
};

interface Asked {
  type: string;
  /** By their ids, all of which have to exist; none: all there are. */
  ids: readonly string[] | undefined;
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
  /** The code for an id that does not exist. */
  notFound: string;
}

/** Without MaxResults everything comes at once; ids and pages exclude each other (EC2 API Reference). */
export function found(place: Place, { type, ids, MaxResults, NextToken, notFound }: Asked) {
  if (ids !== undefined && MaxResults !== undefined) {
    const message = 'The parameter MaxResults cannot be used with the parameter that names ids';
    throw new AwsFault('InvalidParameterCombination', message);
  }
  if (ids !== undefined) return { items: ids.map((id) => existing(place, type, id, notFound)), next: undefined };
  const page = place.page(place.resources(type), { token: NextToken, size: MaxResults ?? Infinity });
  if (page !== undefined) return page;
  throw new AwsFault('InvalidParameterValue', 'Unable to parse pagination token');
}

function existing(place: Place, type: string, id: string, code: string): EstateResource {
  const resource = place.find(type, id);
  if (resource !== undefined) return resource;
  throw new AwsFault(code, `The ID '${id}' does not exist`);
}

export function tagSet(properties: JsonObject): JsonObject {
  return { item: tagsOf(properties).map(({ Key, Value }) => ({ key: Key, value: Value })) };
}
