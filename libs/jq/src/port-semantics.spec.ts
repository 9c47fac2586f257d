import { entryPrograms, parseMapping, type JsonObject } from '@longshore/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { JqMapper } from './jq-mapper.js';
import { TENANT } from './testing/mapping-of.js';

const mapper = new JqMapper({ threads: 1 });
afterAll(() => mapper.close());

const disk: JsonObject = { Id: 'vol-1', Name: 'logs', Size: 8, Tags: [{ Key: 'team', Value: 'core' }] };

/** The first entity that these members make of the disk, as JSON would carry it to Port. */
async function entityOf(mappings: object, item: JsonObject = disk): Promise<unknown> {
  const entity = { mappings: { identifier: '.Id', blueprint: 'volume', ...mappings } };
  const [program] = entryPrograms(parseMapping({ resources: [{ kind: 'AWS::EC2::Volume', port: { entity } }] }));
  const [mapped] = await mapper.map(TENANT, program as never, [item]);
  return mapped?.state === 'mapped' ? (JSON.parse(JSON.stringify(mapped.entities[0])) as unknown) : mapped;
}

describe('as at Port', () => {
  it('falsy values are values; only null is missing', async () => {
    const properties = { zero: '0', no: 'false', blank: '""', none: '[]', nothing: 'null' };

    expect(await entityOf({ properties })).toMatchObject({
      properties: { zero: 0, no: false, blank: '', none: [], nothing: null },
    });
  });

  it('constants are jq, and what YAML reads as a number or boolean is the jq of its text', async () => {
    const properties = {
      text: '"ec2"',
      single: "'ec2'",
      yes: true,
      count: 42,
      list: '[.Id, .Name]',
      object: '{a: .Id}',
    };

    expect(await entityOf({ properties })).toMatchObject({
      properties: { text: 'ec2', single: 'ec2', yes: true, count: 42, list: ['vol-1', 'logs'], object: { a: 'vol-1' } },
    });
  });

  it('dates are ISO text before jq sees them', async () => {
    const dated = { ...disk, CreateTime: new Date(0) } as unknown as JsonObject;

    expect(await entityOf({ properties: { at: '.CreateTime', year: '.CreateTime[:4]' } }, dated)).toMatchObject({
      properties: { at: '1970-01-01T00:00:00.000Z', year: '1970' },
    });
  });

  it('a number beyond what a double holds is sent as null', async () => {
    expect(await entityOf({ properties: { huge: '1e1000', tiny: '1e-1000' } })).toMatchObject({
      properties: { huge: null, tiny: 0 },
    });
  });
});

describe('beyond Port', () => {
  const search = (value: string) => ({
    combinator: '"and"',
    rules: [{ property: '"$title"', operator: '"="', value }],
  });
  const found = (value: unknown) => ({ combinator: 'and', rules: [{ property: '$title', operator: '=', value }] });

  it('a relation or team may be a list of searches', async () => {
    const both = [search('.Name'), search('.Tags[0].Value')];

    expect(await entityOf({ team: both, relations: { owners: both } })).toMatchObject({
      team: [found('logs'), found('core')],
      relations: { owners: [found('logs'), found('core')] },
    });
  });

  it('a search keeps its shape when one of its values fails', async () => {
    expect(await entityOf({ relations: { owner: search('.Id.x') } })).toMatchObject({
      relations: { owner: found(null) },
    });
  });

  it('searches may nest groups of rules', async () => {
    const nested = { combinator: '"or"', rules: [search('.Name'), search('.Id')] };

    expect(await entityOf({ relations: { owner: nested } })).toMatchObject({
      relations: { owner: { combinator: 'or', rules: [found('logs'), found('vol-1')] } },
    });
  });

  it('an identifier may be a search', async () => {
    expect(await entityOf({ identifier: search('.Name') })).toMatchObject({ identifier: found('logs') });
  });

  it.each([
    ['fails', search('.Id.x'), 'identifier.rules.0.value must have a value, but failed with "Cannot index string'],
    ['is null', search('.Missing'), 'identifier.rules.0.value must have a value, got null: .Missing'],
    ['is no operand', search('[.Id]'), 'identifier.rules.0.value must be text or a number'],
    ['is no combinator', { ...search('.Id'), combinator: '"xor"' }, 'identifier.combinator must be "and" or "or"'],
    [
      'is an operator that Port has not here',
      { combinator: '"and"', rules: [{ property: '"$title"', operator: '"beginsWith"', value: '.Id' }] },
      'identifier.rules.0.operator must be "=", "in", "contains" or "containsAny"',
    ],
  ])('a search as identifier fails its resource where a part %s', async (_, identifier, detail) => {
    expect(await entityOf({ identifier })).toEqual({ state: 'failed', detail: expect.stringContaining(detail) });
  });

  it('one part without an identifier fails the resource, so that no part of it looks gone', async () => {
    const parsed = parseMapping({
      resources: [
        {
          kind: 'AWS::EC2::Volume',
          port: { itemsToParse: '.Tags', entity: { mappings: { identifier: '.item.Key', blueprint: 'tag' } } },
        },
      ],
    });
    const items = [
      { Id: 'a', Tags: [{ Key: 'x' }, { Value: 'y' }] },
      { Id: 'b', Tags: [{ Key: 'z' }] },
    ];

    expect(await mapper.map(TENANT, entryPrograms(parsed)[0] as never, items)).toMatchObject([
      { state: 'failed', detail: 'identifier must be text that is not empty, got null: .item.Key' },
      { state: 'mapped', entities: [{ identifier: 'z' }] },
    ]);
  });
});
