import { TenantId, type EntryProgram, type JsonObject } from '@longshore/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { JqMapper } from './jq-mapper.js';

const tenant = TenantId.parse('5f0c1a3e-7d1b-4c59-9a3c-0d9a0f4f7b11');
const mapper = new JqMapper({ threads: 1, deadlineMs: 500 });
afterAll(() => mapper.close());

const entry = (value: string): EntryProgram => ({
  key: 'k',
  kind: 'AWS::SQS::Queue',
  selector: null,
  itemsToParse: null,
  itemsToParseName: 'item',
  itemsToParseTopLevelTransform: true,
  entities: [{ identifier: '.Id', blueprint: '"queue"', properties: { value } }],
});
const items = (count: number): JsonObject[] => Array.from({ length: count }, (_, index) => ({ Id: `q-${index}` }));
const states = async (value: string, count: number) =>
  (await mapper.map(tenant, entry(value), items(count))).map(({ state }) => state);
const mapped = (count: number) => Array.from({ length: count }, () => 'mapped');

describe('jq that misbehaves for one resource', () => {
  it.each([
    ['never ends', 'if .Id == "q-2" then def f: f; f else 1 end'],
    ['generates without an output', 'if .Id == "q-2" then first(range(1e12) | select(. < 0)) else 1 end'],
    ['eats all memory', 'if .Id == "q-2" then [range(1e9)] else 1 end'],
    ['floods its output', 'if .Id == "q-2" then [range(3e7)] else 1 end'],
    ['nests without end', 'if .Id == "q-2" then reduce range(2e4) as $i (1; [.]) else 1 end'],
  ])('and %s loses that one only', async (_, value) => {
    const expected = mapped(4);
    expected[2] = 'failed';

    expect(await states(value, 4)).toEqual(expected);
  });

  it('says why it failed', async () => {
    expect(await mapper.map(tenant, entry('def f: f; f'), items(1))).toEqual([
      { state: 'failed', detail: 'the expressions could not be evaluated: ran longer than 501 ms' },
    ]);
  });

  it('maps the others when an expression fails', async () => {
    const result = await mapper.map(tenant, entry('if .Id == "q-1" then error({a: 1}) else 7 end'), items(3));

    expect(result).toMatchObject([
      { warnings: [], entities: [{ properties: { value: 7 } }] },
      { warnings: [{ field: 'properties.value', error: '{"a":1}' }], entities: [{ properties: { value: null } }] },
      { warnings: [], entities: [{ properties: { value: 7 } }] },
    ]);
  });
});

describe('jq that tries to leave its place', () => {
  it.each([
    'halt',
    'halt_error',
    'input',
    '$ENV.PATH',
    '.a}, {b:1',
    '.a) , (.b',
    '.a\0',
    '--help',
    'import "a" as a; .',
  ])('%s becomes null with a warning, whoever let it into the mapping', async (value) => {
    const result = await mapper.map(tenant, entry(value), items(2));

    const item = {
      state: 'mapped',
      warnings: [{ field: 'properties.value', error: expect.any(String) }],
      entities: [{ properties: { value: null } }],
    };
    expect(result).toMatchObject([item, item]);
  });

  it('cannot comment its way out', async () => {
    expect(await states('.Id # a comment \\', 2)).toEqual(mapped(2));
  });
});

describe('a mapping in progress', () => {
  it('ends when its signal aborts, and the next one is served', async () => {
    const abort = new AbortController();
    const reason = new Error('lease lost');
    const running = mapper.map(tenant, entry('def f: f; f'), items(1), abort.signal);
    const waiting = mapper.map(tenant, entry('.Id'), items(1), abort.signal);
    abort.abort(reason);

    await expect(running).rejects.toBe(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(await states('.Id', 1)).toEqual(['mapped']);
  });

  it('keeps ten thousand resources in order', async () => {
    const result = await mapper.map(tenant, entry('.Id'), items(10_000));

    expect(result.map((item) => (item.state === 'mapped' ? item.entities[0]?.identifier : item.state))).toEqual(
      items(10_000).map(({ Id }) => Id),
    );
  });

  it('stops searching for guilty resources once an entry has lost its share of runs to them', async () => {
    const impatient = new JqMapper({ threads: 1, deadlineMs: 20, maxLostRuns: 4 });
    const result = await impatient.map(tenant, entry('def f: f; f'), items(20));
    await impatient.close();

    expect(new Set(result.map((item) => item.state))).toEqual(new Set(['failed']));
    expect(result.at(-1)).toMatchObject({
      detail: expect.stringContaining('too many resources ran out of time or memory'),
    });
  });
});
