import type { Json, JsonObject } from '@longshore/domain';
import { findKind, modelSource, propertiesOf, type CataloguedKind } from '@longshore/kinds';
import { beforeAll, describe, expect, it } from 'vitest';
import { request } from '../request.fixture.js';
import { ResourceServices } from '../resource-services.js';
import { Estate } from './estate.js';
import { listableTypes, putEveryType } from './every-type.js';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

const estate = new Estate();
const services = new ResourceServices(estate);
const types = listableTypes();
const of = (type: string) => estate.resources(ACCOUNT, REGION, type);

beforeAll(() => putEveryType(estate, ACCOUNT, REGION));

const answer = (operation: string, input: JsonObject) =>
  services.answer('cloudcontrol', request(operation, input, REGION)) as Promise<{ [name: string]: Json }>;

/** The keys by which a resource is listed, as it has them. */
function modelOf({ requires, requiresOneOf }: CataloguedKind, properties: JsonObject): JsonObject {
  const keys = [...requires, ...(requiresOneOf[0] ?? [])];
  return Object.fromEntries(keys.map((key) => [key, properties[key] ?? null]));
}

describe('an estate with two resources of every type', () => {
  it('has all 1,406 types that Cloud Control lists', () => {
    expect(types.filter((type) => of(type).length !== 2)).toEqual([]);
    expect(types).toHaveLength(1406);
  });

  it('lists each of them, with the model that AWS demands and the resource itself names', async () => {
    const unlisted: string[] = [];
    for (const type of types) {
      for (const { identifier, properties } of of(type)) {
        const ResourceModel = JSON.stringify(modelOf(findKind(type) as CataloguedKind, properties));
        const { ResourceDescriptions } = await answer('ListResources', { TypeName: type, ResourceModel });
        if (!JSON.stringify(ResourceDescriptions).includes(JSON.stringify(identifier))) unlisted.push(identifier);
      }
    }

    expect(unlisted).toEqual([]);
  });

  it('reads each of them with every property that its schema declares and AWS tells', async () => {
    const lacking: string[] = [];
    for (const type of types) {
      const { writeOnly = [] } = findKind(type) ?? {};
      const schema = await propertiesOf({ type });
      for (const { identifier } of of(type)) {
        const { ResourceDescription } = await answer('GetResource', { TypeName: type, Identifier: identifier });
        const { Properties } = ResourceDescription as { Properties: string };
        const told = Object.keys(JSON.parse(Properties) as object);
        const missing = (schema?.properties ?? []).filter(
          ({ name }) => !writeOnly.includes(name) && !told.includes(name),
        );
        lacking.push(...missing.map(({ name }) => `${type}.${name}`));
      }
    }

    expect(lacking).toEqual([]);
  });

  it('has a tree where resources of a type lie below each other', () => {
    const [organization] = of('AWS::Organizations::Organization');
    const units = of('AWS::Organizations::OrganizationalUnit');
    const upper = units.filter(({ properties }) => properties['ParentId'] === organization?.properties['RootId']);
    const lower = units.filter(({ properties }) => properties['ParentId'] === upper[0]?.identifier);

    expect([upper.length, lower.length]).toEqual([1, 1]);
  });

  it('has the parent of each resource that is listed by one', () => {
    const orphans = types.filter((type) => {
      const source = modelSource(findKind(type) as CataloguedKind);
      if (source?.values.from !== 'parent') return false;
      const { kind, property } = source.values;
      const parents = of(kind).map(({ identifier, properties }) => (property ? properties[property] : identifier));
      return of(type).some(({ properties }, index) => properties[source.key] !== parents[index]);
    });

    expect(orphans).toEqual([]);
  });
});
