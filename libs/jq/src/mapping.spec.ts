import { entryPrograms, parseMapping, TenantId, type EntryProgram, type JsonObject } from '@longshore/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { JqMapper } from './jq-mapper.js';

const tenant = TenantId.parse('5f0c1a3e-7d1b-4c59-9a3c-0d9a0f4f7b11');
const mapper = new JqMapper({ threads: 1 });
afterAll(() => mapper.close());

const disk: JsonObject = { Id: 'vol-1', Name: 'logs', Size: 8, Tags: [{ Key: 'team', Value: 'core' }] };

function entry(mappings: object, rest: { query?: unknown; [port: string]: unknown } = {}): EntryProgram {
  const { query, ...port } = rest;
  const resource = { kind: 'AWS::EC2::Volume', selector: { query }, port: { ...port, entity: { mappings } } };
  return entryPrograms(parseMapping({ dialect: 'ocean-v3', resources: [resource] }))[0] as EntryProgram;
}

const map = (program: EntryProgram, ...items: JsonObject[]) => mapper.map(tenant, program, items);
const identity = { identifier: '.Id', blueprint: 'volume' };
const bare = { identifier: 'vol-1', blueprint: 'volume', properties: {}, relations: {} };

describe('a mapped entity', () => {
  it('has the members that were mapped and no others', async () => {
    const program = entry({
      ...identity,
      title: '.Name',
      icon: "'AWS'",
      team: '[.Tags[].Value]',
      properties: { size: '.Size', big: '.Size > 4', none: '.Absent', nested: { list: ['.Size', { name: '.Name' }] } },
      relations: { account: '.Account', hosts: '[.Id]' },
    });

    expect(await map(program, disk)).toEqual([
      {
        state: 'mapped',
        warnings: [],
        entities: [
          {
            identifier: 'vol-1',
            blueprint: 'volume',
            title: 'logs',
            icon: 'AWS',
            team: ['core'],
            properties: { size: 8, big: true, none: null, nested: { list: [8, { name: 'logs' }] } },
            relations: { account: null, hosts: ['vol-1'] },
          },
        ],
      },
    ]);
    expect(await map(entry(identity), disk)).toEqual([{ state: 'mapped', warnings: [], entities: [bare] }]);
  });

  it('may relate and belong by search', async () => {
    const search = { combinator: '"and"', rules: [{ property: '"$title"', operator: '"="', value: '.Name' }] };

    const [item] = await map(entry({ ...identity, team: search, relations: { owner: search } }), disk);

    const found = { combinator: 'and', rules: [{ property: '$title', operator: '=', value: 'logs' }] };
    expect(item).toMatchObject({ entities: [{ team: found, relations: { owner: found } }] });
  });

  it('takes the first output of an expression, whatever follows it', async () => {
    const properties = { first: '1, error("later")', endless: 'repeat(1)', none: 'empty', falsy: 'false, true' };

    expect(await map(entry({ ...identity, properties }), disk)).toEqual([
      {
        state: 'mapped',
        warnings: [],
        entities: [{ ...bare, properties: { first: 1, endless: 1, none: null, falsy: false } }],
      },
    ]);
  });

  it('gets null and a warning where an expression fails', async () => {
    const program = entry({
      ...identity,
      title: '.Size',
      properties: { size: '.Size | ascii_downcase', deep: { broken: '.Name |' } },
    });

    expect(await map(program, disk)).toEqual([
      {
        state: 'mapped',
        entities: [{ ...bare, title: null, properties: { size: null, deep: { broken: null } } }],
        warnings: [
          { entity: 0, field: 'title', error: 'must be text, got 8' },
          { entity: 0, field: 'properties.size', error: 'explode input must be a string' },
          {
            entity: 0,
            field: 'properties.deep.broken',
            error: 'is not valid jq: syntax error, unexpected end of file (line 1, column 8)',
          },
        ],
      },
    ]);
  });

  it('keeps member names that mean something to JavaScript', async () => {
    const properties = JSON.parse('{"constructor": ".Name", "toString": ".Size", "__proto__": ".Id"}');

    const program = entry({ ...identity, properties: { a: '.Id' } });
    const [first] = program.entities;
    const [item] = await map({ ...program, entities: [{ ...first, properties }] as never }, disk);

    expect(item?.state === 'mapped' && JSON.stringify(item.entities[0]?.properties)).toBe(
      '{"constructor":"logs","toString":8,"__proto__":"vol-1"}',
    );
  });
});

describe('an entry with several mappings', () => {
  it('makes an entity of each, in their order', async () => {
    const program = entry([identity, { identifier: '.Name', blueprint: '"name"' }]);

    expect(await map(program, disk)).toEqual([
      {
        state: 'mapped',
        warnings: [],
        entities: [bare, { identifier: 'logs', blueprint: 'name', properties: {}, relations: {} }],
      },
    ]);
  });
});

describe('a selector', () => {
  it('lets through and filters', async () => {
    const program = entry(identity, { query: '.Size > 4' });

    expect(await map(program, disk, { ...disk, Size: 1 })).toEqual([
      { state: 'mapped', warnings: [], entities: [bare] },
      { state: 'filtered' },
    ]);
  });

  it.each([
    ['.Absent', 'got null'],
    ['"true"', 'got "true"'],
    ['empty', 'got null'],
    ['.Name.x', 'but failed with "Cannot index string with string ("x")"'],
  ])('that is no boolean (%s) fails the resource instead of filtering it', async (query, got) => {
    expect(await map(entry(identity, { query }), disk)).toEqual([
      { state: 'failed', detail: `selector.query must yield true or false, ${got}` },
    ]);
  });
});

describe('an identity that is missing', () => {
  it.each([
    ['identifier', '.Arn', 'identifier must be text that is not empty, got null: .Arn'],
    ['identifier', '""', 'identifier must be text that is not empty, got "": ""'],
    ['identifier', '.Size', 'identifier must be text that is not empty, got 8: .Size; add "| tostring"'],
    ['identifier', '{}', 'identifier must be text that is not empty, got an object: {}'],
    ['identifier', 'error("no")', 'identifier must be text that is not empty, but failed with "no": error("no")'],
    ['blueprint', '.Kind', 'blueprint must be text that is not empty, got null: .Kind'],
  ])('fails the resource (%s: %s), so that it never looks gone', async (member, expression, detail) => {
    expect(await map(entry({ ...identity, [member]: expression }), disk)).toEqual([{ state: 'failed', detail }]);
  });

  it('fails only the resources that lack it', async () => {
    expect((await map(entry(identity), disk, { Name: 'x' }, disk)).map(({ state }) => state)).toEqual([
      'mapped',
      'failed',
      'mapped',
    ]);
  });
});

describe('itemsToParse', () => {
  const host = {
    Id: 'i-1',
    Disks: [
      { Id: 'a', Size: 1 },
      { Id: 'b', Size: 9 },
    ],
  };
  const parts = { identifier: '.item.Id', blueprint: 'disk', relations: { host: '.Id' } };
  const part = (identifier: string) => ({ identifier, blueprint: 'disk', properties: {}, relations: { host: 'i-1' } });

  it('maps each part beside its resource', async () => {
    expect(await map(entry(parts, { itemsToParse: '.Disks' }), host)).toEqual([
      { state: 'mapped', warnings: [], entities: [part('a'), part('b')] },
    ]);
  });

  it('selects among the parts, by the name it is given', async () => {
    const program = entry(
      { ...parts, identifier: '.disk.Id' },
      { itemsToParse: '.Disks', itemsToParseName: 'disk', query: '.disk.Size > 4' },
    );

    expect(await map(program, host, { Id: 'i-2', Disks: [{ Id: 'c', Size: 2 }] })).toEqual([
      { state: 'mapped', warnings: [], entities: [part('b')] },
      { state: 'filtered' },
    ]);
  });

  it.each([
    [true, null],
    [false, 2],
  ])('with itemsToParseTopLevelTransform %s shows the parts %s siblings', async (transform, siblings) => {
    const program = entry(
      { ...parts, properties: { siblings: 'if .Disks then .Disks | length else null end' } },
      { itemsToParse: '.Disks', itemsToParseTopLevelTransform: transform },
    );

    const [item] = await map(program, host);

    expect(item).toMatchObject({ entities: [{ properties: { siblings } }, { properties: { siblings } }] });
  });

  it('keeps a resource whose list is not a plain path', async () => {
    expect(await map(entry(parts, { itemsToParse: '[.Disks[] | select(.Size > 4)]' }), host)).toEqual([
      { state: 'mapped', warnings: [], entities: [part('b')] },
    ]);
  });

  it('makes no entity of an empty list', async () => {
    expect(await map(entry(parts, { itemsToParse: '.Disks' }), { Id: 'i-1', Disks: [] })).toEqual([
      { state: 'mapped', warnings: [], entities: [] },
    ]);
  });

  it.each([
    ['.Nothing', 'got null'],
    ['.Id', 'got "i-1"'],
    ['.Id[0]', 'but failed with "Cannot index string with number (0)"'],
  ])('that is no list (%s) fails the resource', async (itemsToParse, got) => {
    expect(await map(entry(parts, { itemsToParse }), host)).toEqual([
      { state: 'failed', detail: `itemsToParse must yield a list, ${got}` },
    ]);
  });
});
