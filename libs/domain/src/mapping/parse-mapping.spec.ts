import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../errors/request-error.js';
import { parseMapping } from './parse-mapping.js';

const mappings = { identifier: '.Properties.Arn', blueprint: '"queue"' };
const queue = { kind: 'AWS::SQS::Queue', port: { entity: { mappings } } };

function problems(value: unknown) {
  try {
    parseMapping(value);
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  return [];
}

describe('a mapping document', () => {
  it('gets the defaults for what it leaves out', () => {
    expect(parseMapping({ resources: [queue] })).toEqual({
      dialect: 'ocean-v3',
      deleteDependentEntities: false,
      createMissingRelatedEntities: true,
      enableMergeEntity: true,
      entityDeletionThreshold: null,
      resources: [
        {
          kind: 'AWS::SQS::Queue',
          selector: { regionPolicy: { allow: null, deny: [] }, includeActions: [], useGetResourceAPI: false },
          port: { itemsToParseName: 'item', entity: { mappings } },
        },
      ],
    });
  });

  it('takes numbers and booleans as the jq text that they look like', () => {
    const document = parseMapping({
      resources: [
        {
          ...queue,
          selector: { query: true, useGetResourceAPI: 'true' },
          port: {
            entity: { mappings: { ...mappings, properties: { weight: 4.5, live: false, nested: { depth: 1 } } } },
          },
        },
      ],
    });

    expect(document.resources[0]).toMatchObject({
      selector: { query: 'true', useGetResourceAPI: true },
      port: { entity: { mappings: { properties: { weight: '4.5', live: 'false', nested: { depth: '1' } } } } },
    });
  });

  it('keeps selector members that belong to other integrations', () => {
    const document = parseMapping({ resources: [{ ...queue, selector: { includeActions: null, tagFilter: ['a'] } }] });

    expect(document.resources[0]?.selector).toMatchObject({ includeActions: [], tagFilter: ['a'] });
  });

  it('accepts a selector without members, as YAML gives one whose lines are commented out', () => {
    const document = parseMapping({ resources: [{ ...queue, selector: null }] });

    expect(document.resources[0]?.selector.query).toBe(undefined);
  });

  it.each([
    ['nothing', undefined, '', 'expected an object with resources'],
    ['no resources', {}, '/resources', 'is missing: write a list of resource entries'],
    [
      'empty resources',
      { resources: [] },
      '/resources',
      'is empty: a mapping without resource entries would take everything out of the catalog',
    ],
    [
      'a kind of another shape',
      { resources: [{ ...queue, kind: 'sqs' }] },
      '/resources/0/kind',
      'a kind has three parts, for example AWS::S3::Bucket',
    ],
    [
      'a mapping without identifier',
      { resources: [queue, { ...queue, port: { entity: { mappings: { blueprint: 'a' } } } }] },
      '/resources/1/port/entity/mappings/identifier',
      'is missing: write the jq expression of the identifier, for example .Properties.Arn, or a search',
    ],
    [
      'one of several mappings without blueprint',
      { resources: [{ ...queue, port: { entity: { mappings: [mappings, { identifier: '.a' }] } } }] },
      '/resources/0/port/entity/mappings/1/blueprint',
      'is missing: write the blueprint as a jq string, for example \'"s3Bucket"\'',
    ],
    [
      'a search without rules as identifier',
      {
        resources: [{ ...queue, port: { entity: { mappings: { ...mappings, identifier: { combinator: '"and"' } } } } }],
      },
      '/resources/0/port/entity/mappings/identifier/rules',
      'is missing: write a list of rules',
    ],
    [
      'a list as identifier',
      { resources: [{ ...queue, port: { entity: { mappings: { ...mappings, identifier: ['.a'] } } } }] },
      '/resources/0/port/entity/mappings/identifier',
      'expected the jq expression of the identifier, for example .Properties.Arn, or a search',
    ],
    [
      'a search with a rule without value',
      {
        resources: [
          {
            ...queue,
            port: {
              entity: {
                mappings: {
                  ...mappings,
                  identifier: { combinator: '"and"', rules: [{ property: '"arn"', operator: '"="' }] },
                },
              },
            },
          },
        ],
      },
      '/resources/0/port/entity/mappings/identifier/rules/0/value',
      'is missing: write the jq expression of the value, for example .Properties.Arn',
    ],
    [
      'an empty expression',
      { resources: [{ ...queue, selector: { query: ' ' } }] },
      '/resources/0/selector/query',
      'is empty: write a jq expression that yields true or false',
    ],
    [
      'a null deep inside a property, with a key that JSON pointers escape',
      {
        resources: [{ ...queue, port: { entity: { mappings: { ...mappings, properties: { 'a/b': { c: null } } } } } }],
      },
      '/resources/0/port/entity/mappings/properties/a~1b/c',
      'is missing: write a jq expression, or an object or list of them',
    ],
    [
      'a misspelt member',
      { resources: [{ ...queue, port: { entity: { mappings: { ...mappings, propertys: {} } } } }] },
      '/resources/0/port/entity/mappings/propertys',
      'is not a member of the mapping document here: check its spelling and place',
    ],
    [
      'an id used twice',
      {
        resources: [
          { ...queue, id: 'main' },
          { ...queue, id: 'main' },
        ],
      },
      '/resources/1/id',
      'main is taken by an entry above',
    ],
    [
      'a threshold that is no share',
      { resources: [queue], entityDeletionThreshold: 90 },
      '/entityDeletionThreshold',
      'expected a share from 0 to 1',
    ],
    [
      'an entry beyond what one program can hold',
      { resources: [{ ...queue, port: { entity: { mappings: { ...mappings, title: `"${'x'.repeat(262_144)}"` } } } }] },
      '/resources/0/port',
      'is too large: make several entries of it',
    ],
  ])('is refused with %s', (_, value, pointer, detail) => {
    expect(problems(value)).toEqual([{ pointer, detail }]);
  });

  it('is refused when it nests without end', () => {
    let tree: unknown = '.a';
    for (let depth = 0; depth < 100_000; depth += 1) tree = { tree };

    expect(problems({ resources: [tree] })).toEqual([{ pointer: '', detail: 'is nested deeper than 64 levels' }]);
  });

  it('reports all problems at once', () => {
    const pointers = problems({ resources: [{ kind: 'x', port: { entity: { mappings: {} } } }] }).map(
      (each) => each.pointer,
    );

    expect(pointers).toEqual([
      '/resources/0/kind',
      '/resources/0/port/entity/mappings/identifier',
      '/resources/0/port/entity/mappings/blueprint',
    ]);
  });
});
