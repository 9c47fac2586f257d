import type { Json, JsonObject } from '@longshore/domain';
import { findKind, kindNames, modelSource, propertiesOf, type CataloguedKind } from '@longshore/kinds';
import type { Estate } from './estate.js';
import type { AccountPlan } from './generate.js';
import { schemaValue } from './schema-value.js';
import type { EstateResource } from './shelf.js';

type Properties = { [name: string]: Json };
type Schema = Awaited<ReturnType<typeof propertiesOf>>;

/** Of each type in each region. Two, so that nothing passes that takes the first for all. */
const OF_EACH = [0, 1] as const;

/** The types that Cloud Control lists, by name. */
export function listableTypes(): string[] {
  return kindNames().filter((type) => findKind(type)?.hasListHandler);
}

/** Puts into an estate what the plan of its account wants of every type; schemas are read only where one does. */
export async function populateWithEveryType(estate: Estate, { id, everyTypeIn = [] }: AccountPlan): Promise<void> {
  for (const region of everyTypeIn) await putEveryType(estate, id, region);
}

/**
 * Puts two resources of every type that Cloud Control lists into a region, with all properties that their schema declares and AWS tells.
 * Of what is listed by a parent the first belongs to the first parent, the second to the second; of a tree the second lies below the first.
 * A parent that only its service lists comes along.
 */
export async function putEveryType(estate: Estate, accountId: string, region: string): Promise<void> {
  const types = listableTypes();
  const schemas = new Map<string, Schema>();
  for (const type of [...types, ...types.flatMap(parentOf)]) schemas.set(type, await propertiesOf({ type }));
  const maker = new ResourcesByType(estate, { accountId, region, schemas });
  for (const type of types) maker.of(type);
}

function parentOf(type: string): string[] {
  const kind = findKind(type);
  const values = kind && modelSource(kind)?.values;
  return values?.from === 'parent' ? [values.kind] : [];
}

class ResourcesByType {
  private readonly made = new Map<string, EstateResource[]>();

  constructor(
    private readonly estate: Estate,
    private readonly place: { accountId: string; region: string; schemas: ReadonlyMap<string, Schema> },
  ) {}

  of(type: string): EstateResource[] {
    const known = this.made.get(type);
    if (known) return known;
    const kind = findKind(type);
    if (!kind) throw new Error(`The registry knows no type ${type}.`);
    const resources: EstateResource[] = [];
    // Before they are all there: one of a tree is the parent of the next.
    this.made.set(type, resources);
    for (const index of OF_EACH) {
      const properties = { ...this.properties(kind, index), ...this.model(kind, index) };
      resources.push(this.estate.put(this.place.accountId, this.place.region, type, properties));
    }
    return resources;
  }

  /** The model by which the resource is listed: its own properties repeat it. */
  private model(kind: CataloguedKind, index: number): JsonObject {
    const source = modelSource(kind);
    if (!source) return {};
    const { key, values } = source;
    if (values.from === 'account') return { [key]: this.place.accountId };
    if (values.from === 'constants') return { [key]: values.values[index % values.values.length] ?? '' };
    const above = values.from === 'tree' ? this.of(kind.type)[index - 1] : undefined;
    if (above) return { [key]: above.identifier };
    const parent = this.of(values.kind)[index];
    const value = values.property === undefined ? parent?.identifier : parent?.properties[values.property];
    if (value === undefined) throw new Error(`${values.kind} has no ${values.property ?? 'identifier'}.`);
    return { [key]: value };
  }

  private properties(kind: CataloguedKind, index: number): Properties {
    const { type, primaryIdentifier, requires, requiresOneOf, writeOnly } = kind;
    const { accountId, region, schemas } = this.place;
    const { properties = [], tags = null } = schemas.get(type) ?? {};
    const spot = { accountId, region, type, index };
    const told: Properties = {};
    for (const name of [...requires, ...(requiresOneOf[0] ?? [])])
      told[name] = schemaValue('string', { ...spot, name });
    for (const { name, type: valueType } of properties) {
      if (writeOnly.includes(name)) continue;
      told[name] = name === tags ? tagsAs(valueType) : schemaValue(valueType, { ...spot, name });
    }
    for (const path of primaryIdentifier) {
      const [name = '', member] = path.split('/');
      if (member !== undefined) told[name] = { [member]: schemaValue('string', { ...spot, name: member }) };
      else if (typeof told[name] !== 'number') told[name] = schemaValue('string', { ...spot, name });
    }
    return told;
  }
}

/** Most types have a list of pairs, 47 an object. */
function tagsAs(type: string): Json {
  return type === 'object' ? { estate: 'every' } : [{ Key: 'estate', Value: 'every' }];
}
