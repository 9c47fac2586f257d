import { describe, expect, it } from 'vitest';
import type { EntryProgram } from '../ports/mapper.js';
import { readProperties } from './read-properties.js';

const entry = (title: string, rest: Partial<EntryProgram> = {}): EntryProgram => ({
  key: 'k',
  kind: 'AWS::Kinesis::Stream',
  selector: null,
  itemsToParse: null,
  itemsToParseName: 'item',
  itemsToParseTopLevelTransform: true,
  entities: [{ identifier: '.Identifier', blueprint: '"stream"', title }],
  ...rest,
});

describe('the properties that an entry reads', () => {
  it.each([
    ['.Identifier + .__Region', []],
    ['.Properties.Name // .Properties.Arn', ['Name', 'Arn']],
    ['.Properties | .Name', 'all'],
    ['.Properties.Tags[]? | select(.Key == "Name") | .Value', ['Tags']],
    ['.Properties["Name"] + .Properties."Arn"', ['Name', 'Arn']],
    ['.Properties?.Name', ['Name']],
    ['. as $stream | $stream.Properties.Name', ['Name']],
    ['.PropertiesOfAnother.Name', []],
    ['.Properties', 'all'],
    ['.Properties[$key]', 'all'],
    ['.["Properties"].Name', 'all'],
    ['.', 'all'],
  ])('of %s are %j', (expression, names) => {
    expect(readProperties(entry(expression))).toEqual(names);
  });

  it('are those of every expression, each once', () => {
    const program = entry('.Properties.Name', {
      selector: '.Properties.Name != null',
      itemsToParse: '.Properties.Tags',
    });

    expect(readProperties(program)).toEqual(['Name', 'Tags']);
  });
});
