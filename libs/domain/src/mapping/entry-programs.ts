import { canonicalJson, type Json, type JsonObject } from '../json.js';
import type { EntityExpressions, EntryProgram, Expressions } from '../ports/mapper.js';
import { adaptSelector } from './dialect/adapt-selector.js';
import { blueprintExpression, withJqQuotes } from './jq-text.js';
import type { MappingDocument, MappingResource } from './mapping-document.js';

/** A resource entry: what to run, and which resources to run it on. */
export interface MappingEntry extends EntryProgram {
  /** `allow` null: every region that `deny` does not name. A region in both is denied. */
  regionPolicy: { allow: string[] | null; deny: string[] };
  includeActions: string[];
  /** Read each listed resource once more (Cloud Control GetResource). */
  useGetResourceApi: boolean;
  /** How raw resources are to look: as the service's own API answers, or as Cloud Control does; null leaves it to the kind. */
  shape: 'native' | 'cloud-control' | null;
  /** Cloud Control's resource models by region; what is not listed by one of them is not listed. Empty: as the kind needs. */
  resourceModels: { [region: string]: JsonObject[] };
  /** This entry's own limit, below or at the sync's. */
  maxConcurrentAccounts: number | null;
}

type EntityMapping = Exclude<MappingResource['port']['entity']['mappings'], unknown[]>;

export interface EntryPlace {
  /** Where the exporter's entries without a list of regions read, as it read from its own region; null for every region. */
  defaultRegion: string | null;
}

/** The entries of a document in its order, with stable keys: the entry's `id`, or its kind and ordinal among the entries of that kind without one. */
export function entryPrograms(document: MappingDocument, place: EntryPlace = { defaultRegion: null }): MappingEntry[] {
  const ordinals = new Map<string, number>();
  return document.resources.map((resource) => {
    const adapted = adaptSelector(document.dialect, resource, place.defaultRegion);
    if (resource.id !== undefined) return { ...entryOf(resource, resource.id), ...adapted };
    const ordinal = ordinals.get(resource.kind) ?? 0;
    ordinals.set(resource.kind, ordinal + 1);
    return { ...entryOf(resource, `${resource.kind}#${ordinal}`), ...adapted };
  });
}

/** The same text for entries that map every resource alike: to be hashed into `mapped_with`. */
export function describeProgram(program: EntryProgram): string {
  return canonicalJson({
    key: program.key,
    selector: program.selector,
    itemsToParse: program.itemsToParse,
    itemsToParseName: program.itemsToParseName,
    itemsToParseTopLevelTransform: program.itemsToParseTopLevelTransform,
    entities: program.entities as unknown as Json,
    ...(program.older && { older: program.older as unknown as Json }),
  });
}

function entryOf({ kind, selector, port }: MappingResource, key: string): MappingEntry {
  const { mappings } = port.entity;
  return {
    key,
    kind,
    selector: selector.query == null ? null : withJqQuotes(selector.query),
    itemsToParse: port.itemsToParse == null ? null : withJqQuotes(port.itemsToParse),
    itemsToParseName: port.itemsToParseName,
    itemsToParseTopLevelTransform: port.itemsToParseTopLevelTransform ?? true,
    entities: (Array.isArray(mappings) ? mappings : [mappings]).map(expressionsOf),
    regionPolicy: selector.regionPolicy,
    includeActions: selector.includeActions,
    useGetResourceApi: selector.useGetResourceAPI,
    shape: selector.shape ?? null,
    resourceModels: resourceModelsOf(selector),
    maxConcurrentAccounts: selector.maxConcurrentAccounts ?? null,
  };
}

function resourceModelsOf({ aws }: MappingResource['selector']): MappingEntry['resourceModels'] {
  const regions = Object.entries(aws?.regions_config ?? {}).map(([region, config]) => [
    region,
    (config?.resources_models ?? []) as JsonObject[],
  ]);
  return Object.fromEntries(regions.filter(([, models]) => models?.length));
}

function expressionsOf(mapping: EntityMapping): EntityExpressions {
  return {
    identifier: quotedIdentifier(mapping.identifier),
    blueprint: blueprintExpression(mapping.blueprint),
    ...(mapping.title !== undefined && { title: withJqQuotes(mapping.title) }),
    ...(mapping.icon !== undefined && { icon: withJqQuotes(mapping.icon) }),
    ...(mapping.team !== undefined && { team: quoted(mapping.team) }),
    ...(mapping.properties && { properties: quotedMembers(mapping.properties) }),
    ...(mapping.relations && { relations: quotedMembers(mapping.relations) }),
  };
}

function quotedIdentifier(identifier: EntityMapping['identifier']): EntityExpressions['identifier'] {
  return typeof identifier === 'string' ? withJqQuotes(identifier) : quotedMembers(identifier);
}

function quoted(tree: Expressions): Expressions {
  if (typeof tree === 'string') return withJqQuotes(tree);
  return Array.isArray(tree) ? tree.map(quoted) : quotedMembers(tree);
}

function quotedMembers(members: { [key: string]: Expressions }): { [key: string]: Expressions } {
  return Object.fromEntries(Object.entries(members).map(([key, tree]) => [key, quoted(tree)]));
}
