import { describe, expect, it } from 'vitest';
import { findKind } from './catalogue.js';
import { curatedKinds, startingKinds } from './curated-kinds.js';
import { defaultBlueprints, defaultMapping } from './default-content.js';
import { isMetadataRead } from './permissions/metadata-reads.js';

// Port's grammars for identifiers of blueprints, and of properties and relations.
const BLUEPRINT_ID = /^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/-]{1,100}$/u;
const MEMBER_ID = /^[A-Za-z0-9@_=-]{1,100}$/;
const PROPERTY_TYPES = ['string', 'number', 'boolean', 'array', 'object'];

const cloudControlKinds = curatedKinds.filter((kind) => kind.source === 'cloud-control');

describe('a curated kind', () => {
  it.each(cloudControlKinds)('$type can be listed and read without a resource model', (kind) => {
    const { canList, canRead, requires, requiresOneOf } = findKind(kind.type) ?? {};

    expect({ canList, canRead, requires, requiresOneOf }).toEqual({
      canList: true,
      canRead: true,
      requires: [],
      requiresOneOf: [],
    });
  });

  it.each(cloudControlKinds)('$type asks only for permissions that its handlers declare', (kind) => {
    const { list = [], read = [] } = findKind(kind.type)?.declaredPermissions ?? {};
    const declared = new Set([...list, ...read].map((action) => action.toLowerCase()));

    expect(kind.permissions.filter((action) => !declared.has(action.toLowerCase()))).toEqual([]);
  });

  it.each(cloudControlKinds)('$type asks for all reads that its list handler declares', (kind) => {
    const { list = [] } = findKind(kind.type)?.declaredPermissions ?? {};
    const reads = list.filter(isMetadataRead);

    expect(reads.filter((action) => !(kind.permissions as readonly string[]).includes(action))).toEqual([]);
  });
});

describe('the default blueprints', () => {
  it('have identifiers and members that Port accepts', () => {
    const unacceptable = defaultBlueprints().flatMap(({ identifier, schema, relations }) => [
      ...(BLUEPRINT_ID.test(identifier) ? [] : [identifier]),
      ...[...Object.keys(schema.properties), ...Object.keys(relations)].filter((id) => !MEMBER_ID.test(id)),
      ...Object.values(schema.properties).filter(({ type }) => !PROPERTY_TYPES.includes(String(type))),
    ]);

    expect(unacceptable).toEqual([]);
  });

  it('are distinct, and related only to blueprints that come before them', () => {
    const blueprints = defaultBlueprints();
    const identifiers = blueprints.map(({ identifier }) => identifier);

    expect(new Set(identifiers).size).toBe(identifiers.length);
    for (const [index, { relations }] of blueprints.entries()) {
      const earlier = identifiers.slice(0, index);
      expect(Object.values(relations).filter(({ target }) => !earlier.includes(target))).toEqual([]);
    }
  });

  it('can be changed by a caller without changing the next answer', () => {
    const [blueprint] = defaultBlueprints();
    if (blueprint) blueprint.title = 'Changed';

    expect(defaultBlueprints()[0]?.title).toBe('AWS account');
  });
});

describe('the default mapping', () => {
  it('maps every starting kind once, accounts first', () => {
    const { resources } = defaultMapping() as { resources: { kind: string }[] };

    expect(resources.map(({ kind }) => kind)).toEqual(startingKinds.map(({ type }) => type));
    expect(resources[0]?.kind).toBe('AWS::Account::Info');
  });

  it('never deletes dependents and never makes Port invent entities', () => {
    const { resources: _, ...settings } = defaultMapping();

    expect(settings).toEqual({
      deleteDependentEntities: false,
      createMissingRelatedEntities: false,
      enableMergeEntity: true,
    });
  });

  it('fills exactly the properties and relations of its blueprints', () => {
    for (const { blueprint, entity } of curatedKinds) {
      expect(entity.blueprint).toBe(`"${blueprint.identifier}"`);
      expect(Object.keys(entity.properties ?? {})).toEqual(Object.keys(blueprint.schema.properties));
      expect(Object.keys(entity.relations ?? {})).toEqual(Object.keys(blueprint.relations));
    }
  });

  it('spells out an entry as Port does', () => {
    const { resources } = defaultMapping() as { resources: object[] };

    expect(resources[0]).toEqual({
      kind: 'AWS::Account::Info',
      selector: { query: 'true' },
      port: {
        entity: {
          mappings: {
            identifier: '.Properties.Id',
            title: '.Properties.Name',
            blueprint: '"awsAccount"',
            properties: {},
            relations: {},
          },
        },
      },
    });
  });
});
