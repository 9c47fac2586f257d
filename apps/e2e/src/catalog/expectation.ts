import type { Json, JsonObject } from '@longshore/domain';
import type { Estate } from '@longshore/sandbox';

export type EstateResource = ReturnType<Estate['everything']>[number];

export interface ExpectedEntity {
  identifier: string;
  title: string;
  properties: JsonObject;
  relations: JsonObject;
}

/** An entity as its kind writes it, without the account and region that every one has. */
export interface OwnPart {
  identifier: string;
  title: string;
  properties?: JsonObject;
  relations?: JsonObject;
}

export interface Home {
  accountId: string;
  region: string;
  /** What else stands there, by type. */
  others(type: string): JsonObject[];
}

/**
 * What the resources of the estate should become, worked out from the estate alone: without jq, without a client of AWS and without
 * the literals by which kinds are read.
 */
export interface Expectation {
  /** Where the registry calls the resources otherwise. */
  estateType?: string;
  /** Whether entities of the kind have a property `region`. Default true. */
  hasRegion?: false;
  entities(properties: JsonObject, home: Home): OwnPart[];
}

export type Expectations = { readonly [kind: string]: Expectation };

/** One entity for each resource. */
export const each = (entity: (properties: JsonObject, home: Home) => OwnPart): Expectation => ({
  entities: (properties, home) => [entity(properties, home)],
});

/** Values by dotted paths: `{ endpoint: 'Endpoint.Address' }`. */
export function picked(properties: JsonObject, paths: { readonly [id: string]: string }): JsonObject {
  return Object.fromEntries(Object.entries(paths).map(([id, path]) => [id, valueAt(properties, path)]));
}

export function valueAt(value: Json, path: string): Json {
  return path.split('.').reduce<Json>((at, name) => (at as JsonObject | null)?.[name] ?? null, value);
}

export const text = (properties: JsonObject, path: string): string => String(valueAt(properties, path));

export const tagged = (properties: JsonObject): Json => properties['Tags'] ?? [];

/** As services tell tags that spell their members small. */
export function smallTags(properties: JsonObject): Json {
  return (tagged(properties) as JsonObject[]).map(({ Key, Value }) => ({ key: Key ?? null, value: Value ?? null }));
}

/** The tag `Name`, or what stands in for it. */
export function nameTag(properties: JsonObject, otherwise: string): string {
  const tag = (tagged(properties) as JsonObject[]).find(({ Key }) => Key === 'Name');
  return tag === undefined ? otherwise : String(tag['Value']);
}

/** Since when everything exists that does not say otherwise. */
export const CREATED = '2024-02-01T10:00:00Z';
