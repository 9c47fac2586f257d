import type { Json, JsonObject } from './json.js';

/** What Port stores. Absent members were not mapped; null clears the value (Port API, entities). */
export interface Entity {
  identifier: string;
  blueprint: string;
  title?: string | null;
  icon?: string | null;
  /** Team, list of teams, null, or a search query. */
  team?: Json;
  properties: JsonObject;
  /** Identifier, list of identifiers, null, or a search query. */
  relations: { [relation: string]: Json };
}

/** A search for the one entity of its blueprint that satisfies it, in place of an identifier (Port OpenAPI, def-5). */
export interface EntitySearch extends JsonObject {
  combinator: 'and' | 'or';
  /** Rules on properties, and further searches. */
  rules: JsonObject[];
}

/** An entity that is there already and that only a search can name: Port writes to it, and never creates it. */
export interface SoughtEntity extends Omit<Entity, 'identifier'> {
  identifier: EntitySearch;
}

/** What a mapping makes of a resource. */
export type MappedEntity = Entity | SoughtEntity;

export function isSought(entity: MappedEntity): entity is SoughtEntity {
  return typeof entity.identifier !== 'string';
}

/** For people: the identifier, or the search as JSON. */
export function nameOf({ identifier }: Pick<MappedEntity, 'identifier'>): string {
  return typeof identifier === 'string' ? identifier : JSON.stringify(identifier);
}
