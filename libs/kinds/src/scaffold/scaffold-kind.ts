import type { Blueprint, EntityExpressions, JsonObject } from '@longshore/domain';
import type { CataloguedKind } from '../catalogue.js';
import { modelKeys, modelSource, needsModel } from '../models/model-source.js';
import { propertiesOf, type ResourceProperties, type ResourceProperty } from '../resource-properties.js';
import { inferRelations, type RelatedEntry } from './infer-relations.js';
import { blueprintName, kindTitle, lowerFirst, titleOf } from './names.js';

export interface Scaffold {
  blueprint: Blueprint;
  /** One element of `resources[]`. */
  resource: { kind: string; selector: { query: string }; port: { entity: { mappings: EntityExpressions } } };
  /** What the scaffold could not know, in words. */
  notes: string[];
}

/** A blueprint and a mapping for a kind of the catalogue: our own where we have one, otherwise made from its schema. */
export async function scaffoldKind(kind: CataloguedKind, related: readonly RelatedEntry[]): Promise<Scaffold> {
  const { curated } = kind;
  if (curated) return { blueprint: curated.blueprint, resource: entryOf(kind.type, curated.entity), notes: [] };
  const known = await propertiesOf(kind);
  const shown = known ? answered(kind, known) : [];
  const relations = inferRelations(shown, related);
  const properties = shown.filter((property) => property.name !== known?.tags);
  const blueprint = blueprintName(kind.type);
  return {
    blueprint: {
      identifier: blueprint,
      title: kindTitle(kind.type),
      icon: 'AWS',
      schema: { properties: Object.fromEntries(columns(properties, known)), required: [] },
      relations: Object.fromEntries(
        Object.entries(relations.found).map(([id, { title, target, many }]) => [
          id,
          { title, target, required: false, many },
        ]),
      ),
    },
    resource: entryOf(kind.type, {
      identifier: identifierOf(shown),
      title: nameOf(kind.type, shown),
      blueprint: JSON.stringify(blueprint),
      properties: Object.fromEntries(expressions(properties, known)),
      relations: Object.fromEntries(Object.entries(relations.found).map(([id, { from }]) => [id, from])),
    }),
    notes: [...notesOn(kind, known), ...relations.notes],
  };
}

const entryOf = (kind: string, mappings: EntityExpressions): Scaffold['resource'] => ({
  kind,
  selector: { query: 'true' },
  port: { entity: { mappings } },
});

/** AWS never answers what is write-only. */
function answered({ writeOnly }: CataloguedKind, { properties }: ResourceProperties): ResourceProperty[] {
  return properties.filter(({ name }) => !writeOnly.includes(name));
}

function columns(properties: ResourceProperty[], known: ResourceProperties | undefined): [string, JsonObject][] {
  const own = properties.map(({ name, type }): [string, JsonObject] => [
    lowerFirst(name),
    type === 'time' ? { type: 'string', format: 'date-time', title: titleOf(name) } : { type, title: titleOf(name) },
  ]);
  const tags: [string, JsonObject][] = known?.tags ? [['tags', { type: 'array', title: 'Tags' }]] : [];
  return [['region', { type: 'string', title: 'Region' }], ...own, ...tags];
}

function expressions(properties: ResourceProperty[], known: ResourceProperties | undefined): [string, string][] {
  const own = properties.map(({ name }): [string, string] => [lowerFirst(name), `.Properties.${name}`]);
  const tags: [string, string][] = known?.tags ? [['tags', `.Properties.${known.tags}`]] : [];
  return [['region', '.__Region'], ...own, ...tags];
}

/** An ARN is unique everywhere; AWS's own identifier only within its account and region. */
function identifierOf(properties: ResourceProperty[]): string {
  const hasArn = properties.some(({ name }) => name === 'Arn');
  return hasArn ? '.Properties.Arn' : '[.__AccountId, .__Region, .Identifier] | join("/")';
}

function nameOf(kind: string, properties: ResourceProperty[]): string {
  const resource = kind.split('::').at(-1) ?? '';
  const names = ['Name', `${resource}Name`];
  const named = properties.find(({ name, type }) => type === 'string' && names.includes(name));
  return named ? `.Properties.${named.name} // .Identifier` : '.Identifier';
}

function notesOn(kind: CataloguedKind, known: unknown): string[] {
  const { type, canList, canRead, writeOnly } = kind;
  const isLeftToMapping = needsModel(kind) && !modelSource(kind);
  return [
    ...(known ? [] : [`The schema of ${type} is not published; add properties by hand.`]),
    ...(canList ? [] : [`AWS has no list handler for ${type}: it cannot be crawled.`]),
    ...(canRead ? [] : [`AWS has no read handler for ${type}: only what its list tells is seen.`]),
    ...(isLeftToMapping ? [`AWS lists ${type} only with a resource model that names ${modelKeys(kind)}.`] : []),
    ...(writeOnly.length === 0 ? [] : [`AWS never answers ${writeOnly.join(', ')}.`]),
  ];
}
