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
