import { readFile } from 'node:fs/promises';
import { TenantId, type JsonObject } from '@longshore/domain';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { JqMapper } from './jq-mapper.js';
import { LEFT, RESTORED, type JqDifference } from './testing/jq-differences.js';

const tenant = TenantId.parse('5f0c1a3e-7d1b-4c59-9a3c-0d9a0f4f7b11');
const mapper = new JqMapper({ threads: 1 });
afterAll(() => mapper.close());

async function evaluate(expression: string, items: JsonObject[]): Promise<unknown[]> {
  const mapped = await mapper.map(
    tenant,
    {
      key: 'k',
      kind: 'AWS::SQS::Queue',
      selector: null,
      itemsToParse: null,
      itemsToParseName: 'item',
      itemsToParseTopLevelTransform: true,
      entities: [{ identifier: '"i"', blueprint: '"b"', properties: { value: expression } }],
    },
    items,
  );
  return mapped.map((item) => {
    if (item.state !== 'mapped') return item;
    return item.warnings[0]?.error ?? item.entities[0]?.properties.value;
  });
}

/** Rows of a table of docs/jq.md that is under this heading. */
async function documented(heading: string): Promise<string[]> {
  const text = await readFile(new URL('../../../docs/jq.md', import.meta.url), 'utf8');
  const section = text.split(/^### /m).find((each) => each.startsWith(heading)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('| `'));
}

/** A bar ends a cell of a Markdown table even inside code. */
const cell = (text: string) => text.replaceAll('|', '\\|');

const row = ({ expression, port, here }: JqDifference) =>
  `| \`${cell(expression)}\` | ${cell(port)} | ${cell(JSON.stringify(here))} |`;

describe('jq as Port runs it (1.7), where ours (1.8) would differ,', () => {
  it.each(RESTORED)('is restored: $expression', async ({ expression, here }) => {
    expect(await evaluate(expression, [{}])).toEqual([here]);
  });

  it.each([
    ['"abc" | ltrimstr("a")', 'bc'],
    ['"abc" | rtrimstr("bc")', 'a'],
    ['"abc" | rtrimstr("")', 'abc'],
    ['[limit(0; 1, 2)]', []],
    ['[limit(1; 1, error("x"))]', [1]],
    ['[last(1, 2)]', [2]],
  ])('which leaves the rest of it alone: %s is %j', async (expression, value) => {
    expect(await evaluate(expression, [{}])).toEqual([value]);
  });

  it('takes local time to be UTC on every host', async () => {
    expect(await evaluate('0 | [(localtime | mktime), strflocaltime("%H:%M")]', [{}])).toEqual([[0, '00:00']]);
  });
});

describe('jq 1.8 where it is left as it is', () => {
  it.each(LEFT)('$expression differs from Port', async ({ expression, here }) => {
    expect(await evaluate(expression, [{}])).toEqual([here]);
  });
});

describe('docs/jq.md', () => {
  it.each([
    ['Restored', RESTORED],
    ['Different', LEFT],
  ])('lists under "%s" exactly what is tested', async (heading, rows) => {
    expect(await documented(heading)).toEqual(rows.map(row));
  });
});

describe('what goes through jq', () => {
  it('comes out as it went in, whatever the text, halves of surrogate pairs aside', async () => {
    const values = fc.array(fc.record({ v: fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }) }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(values, async (items) => {
        const json = JSON.parse(JSON.stringify(items)) as JsonObject[];

        expect(await evaluate('.v', json)).toEqual(json.map(({ v }) => v));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['\ud83d', '\ufffd'],
    ['a\udc00b', 'a\ufffdb'],
    ['\ud83d\ude00', '\ud83d\ude00'],
    ['\\ud83d', '\\ud83d'],
    ['\0', '\0'],
    ['\u2028\n"', '\u2028\n"'],
  ])('text %j comes out as %j', async (text, expected) => {
    expect(await evaluate('.v', [{ v: text }, { v: 'neighbour' }])).toEqual([expected, 'neighbour']);
  });

  it('rounds integers beyond 2^53 as JSON.parse does', async () => {
    expect(await evaluate('"9007199254740993" | fromjson', [{}])).toEqual([9007199254740992]);
  });
});
