import { describe, expect, it } from 'vitest';
import type { EntryProgram } from '../ports/mapper.js';
import { propertyReads } from './property-reads.js';

const entry = (identifier: string, change: Partial<EntryProgram> = {}): EntryProgram => ({
  key: 'queues',
  kind: 'AWS::SQS::Queue',
  selector: null,
  itemsToParse: null,
  itemsToParseName: 'item',
  itemsToParseTopLevelTransform: false,
  entities: [{ identifier, blueprint: '"queue"' }],
  ...change,
});

const reads = (expression: string) => propertyReads(entry(expression))?.map((path) => path.join('.'));

describe('the properties that jq reads', () => {
  it.each([
    ['.Identifier', []],
    ['.__AccountId + "/" + .__Region', []],
    ['.Properties.Arn', ['Arn']],
    ['.Properties.VpcConfig.SubnetIds[0]', ['VpcConfig.SubnetIds']],
    ['.Properties."Arn"', ['Arn']],
    ['.Properties["Arn"]?.Name', ['Arn.Name']],
    ['.Properties.Tags[0].Value', ['Tags']],
    ['.Properties.Tags[.Properties.Index]', ['Index', 'Tags']],
    ['.Properties.Arn | split(":") | .[4]', ['Arn']],
    ['(.Properties.Tags // []) | map(select(.Key == "Name")) | .[0].Value', ['Tags']],
    ['((.Properties.Tags // []) | map(.Key)) | join(",")', ['Tags']],
    ['if .Properties.A then .Properties.B | tostring else "none" end', ['A', 'B']],
    ['"\\(.Properties.Name): \\(.Properties.Size | tostring)"', ['Name', 'Size']],
    ['.Properties.A as $a | .Properties.B + $a', ['A', 'B']],
    ['[.Properties.A, .Properties.B] | map(select(. != null)) | first', ['A', 'B']],
    ['{a: .Properties.A, "b": .Properties.B, Identifier, end: 1}', ['A', 'B']],
    ['first(.Properties.A[]) // limit(1; .Properties.B[])', ['A', 'B']],
    ['.Properties.A != null and (.Properties.B | not)', ['A', 'B']],
    ['.item.Properties.A', []],
    ['@base64 "\\(.Properties.A)"', ['A']],
    ['.Properties.A == "# no comment"', ['A']],
  ])('are told by %s', (expression, paths) => {
    expect(reads(expression)).toEqual(paths);
  });

  it.each([
    '.',
    '.Properties',
    '.Properties | .Arn',
    '.Properties | keys',
    '.["Properties"].Arn',
    '."Properties".Arn',
    '.Properties[.Identifier]',
    '.Properties["A\\(1)"]',
    '. as $all | $all.Properties.Arn',
    'tostring',
    'to_entries',
    'getpath(["Properties", "Arn"])',
    '..',
    '.[]',
    'select(.Properties.A) | .Properties.B',
    'if .Properties.A then . else null end',
    '.Properties.A as $a | tostring',
    '{Properties}',
    '{"Properties"}',
    '"\\(.)"',
    '@json',
    'try error catch .',
    'reduce .Properties.A[] as $a (.; . + $a)',
    'def f: .Properties; f',
    '.Properties.A |= 1',
    '.Properties.A # a comment',
    '(.Properties.A',
  ])('are not told by %s', (expression) => {
    expect(reads(expression)).toBeUndefined();
  });

  it('are those of selector, items and every field, each once', () => {
    const program = entry('.Properties.Arn', {
      selector: '.Properties.Name != "x"',
      itemsToParse: '.Properties.Rules',
      entities: [
        {
          identifier: '.item.Id',
          blueprint: '"rule"',
          properties: { arn: '.Properties.Arn', deep: { a: '.Properties.A' } },
        },
      ],
    });

    expect(propertyReads(program)).toEqual([['Name'], ['Rules'], ['Arn'], ['A']]);
  });

  it('are not told where an older dialect shows them in another way', () => {
    expect([
      propertyReads(entry('.Arn', { older: { dialect: 'exporter', kind: 'AWS::SQS::Queue' } })),
      propertyReads(entry('.StackId', { older: { dialect: 'ocean-v1', kind: 'AWS::CloudFormation::Stack' } })),
      propertyReads(entry('.Properties.Arn', { older: { dialect: 'ocean-v1', kind: 'AWS::SQS::Queue' } })),
    ]).toEqual([null, null, [['Arn']]]);
  });
});
