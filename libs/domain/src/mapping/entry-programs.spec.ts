import { describe, expect, it } from 'vitest';
import { describeProgram, entryPrograms, type MappingEntry } from './entry-programs.js';
import { parseMapping } from './parse-mapping.js';

const entry = (kind: string, more: object = {}, entity: object = {}) => ({
  kind,
  port: { entity: { mappings: { identifier: '.Id', blueprint: '"b"', ...entity } } },
  ...more,
});
const programs = (...resources: object[]) => entryPrograms(parseMapping({ resources }));
const only = (resource: object) => programs(resource)[0] as MappingEntry;

describe('the entries of a mapping', () => {
  it('carry what to run and where to run it', () => {
    const selector = {
      query: ".State == 'on'",
      regionPolicy: { allow: ['eu-west-1'], deny: ['us-east-1'] },
      includeActions: ['ListTags'],
      maxConcurrentAccounts: 2,
    };
    const port = {
      itemsToParse: '.Disks',
      itemsToParseName: 'disk',
      itemsToParseTopLevelTransform: false,
      entity: {
        mappings: [
          { identifier: '.disk.Id', blueprint: 'disk', team: ["'a'"], properties: { size: { gib: '.disk.Size' } } },
          { identifier: '.Id', blueprint: "'host'", title: '.Name', relations: { disks: '[.disk.Id]' } },
        ],
      },
    };

    expect(only({ kind: 'AWS::EC2::Instance', id: 'hosts', selector, port })).toEqual({
      key: 'hosts',
      kind: 'AWS::EC2::Instance',
      selector: '.State == "on"',
      itemsToParse: '.Disks',
      itemsToParseName: 'disk',
      itemsToParseTopLevelTransform: false,
      entities: [
        { identifier: '.disk.Id', blueprint: '"disk"', team: ['"a"'], properties: { size: { gib: '.disk.Size' } } },
        { identifier: '.Id', blueprint: '"host"', title: '.Name', relations: { disks: '[.disk.Id]' } },
      ],
      regionPolicy: { allow: ['eu-west-1'], deny: ['us-east-1'] },
      includeActions: ['ListTags'],
      useGetResourceApi: false,
      shape: null,
      resourceModels: {},
      maxConcurrentAccounts: 2,
    });
  });

  it('carry resource models as objects, also those that the mapping writes as JSON text', () => {
    const regions_config = { 'eu-west-1': { resources_models: [{ Scope: 'REGIONAL' }, '{"Scope":"CLOUDFRONT"}'] } };

    expect(only(entry('AWS::WAFv2::WebACL', { selector: { aws: { regions_config } } })).resourceModels).toEqual({
      'eu-west-1': [{ Scope: 'REGIONAL' }, { Scope: 'CLOUDFRONT' }],
    });
  });

  it('keep their keys when an entry with an id or of another kind is put before them', () => {
    const before = programs(entry('AWS::S3::Bucket'), entry('AWS::S3::Bucket'));
    const after = programs(
      entry('AWS::SQS::Queue'),
      entry('AWS::S3::Bucket', { id: 'new' }),
      entry('AWS::S3::Bucket'),
      entry('AWS::S3::Bucket'),
    );

    expect(before.map(({ key }) => key)).toEqual(['AWS::S3::Bucket#0', 'AWS::S3::Bucket#1']);
    expect(after.map(({ key }) => key)).toEqual(['AWS::SQS::Queue#0', 'new', 'AWS::S3::Bucket#0', 'AWS::S3::Bucket#1']);
  });

  it("read the exporter's region list as regions to allow", () => {
    expect(only(entry('AWS::S3::Bucket', { selector: { aws: { regions: ['eu-west-1'] } } })).regionPolicy).toEqual({
      allow: ['eu-west-1'],
      deny: [],
    });
  });
});

describe('the description of a program', () => {
  it('is the same whatever the order of members', () => {
    const one = only(entry('AWS::S3::Bucket', {}, { properties: { a: '.a', b: '.b' } }));
    const other = only(entry('AWS::S3::Bucket', {}, { properties: { b: '.b', a: '.a' } }));

    expect(describeProgram(one)).toBe(describeProgram(other));
  });

  it.each([
    ['an expression', entry('AWS::S3::Bucket', {}, { title: '.x' })],
    ['the selector', entry('AWS::S3::Bucket', { selector: { query: 'true' } })],
    ['the key', entry('AWS::S3::Bucket', { id: 'x' })],
  ])('changes with %s', (_, resource) => {
    expect(describeProgram(only(resource))).not.toBe(describeProgram(only(entry('AWS::S3::Bucket'))));
  });

  it('stays when only the place of listing changes', () => {
    const elsewhere = entry('AWS::S3::Bucket', { selector: { regionPolicy: { deny: ['us-east-1'] } } });

    expect(describeProgram(only(elsewhere))).toBe(describeProgram(only(entry('AWS::S3::Bucket'))));
  });
});
