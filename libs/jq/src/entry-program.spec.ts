import type { MappedItem } from '@longshore/domain';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { combine } from './entry-program.js';
import { JqMapper } from './jq-mapper.js';
import { mappingOf, queues, TENANT } from './testing/mapping-of.js';

const mapper = new JqMapper({ threads: 1 });
afterAll(() => mapper.close());

const propertiesOf = (item: MappedItem | undefined) => (item?.state === 'mapped' ? item.entities[0]?.properties : item);
const errorsOf = (item: MappedItem | undefined) =>
  item?.state === 'mapped' ? item.warnings.map(({ field }) => field) : item;

describe('plain paths, which are guarded together,', () => {
  it('yield what the same paths yield guarded alone, errors and neighbours included', async () => {
    const paths = ['.a', '.a.b', '.a.b.c', '.b', '.b.a', '.if', '.constructor', '.__proto__', '.c.d'];
    const plain = mappingOf(Object.fromEntries(paths.map((path, index) => [`p${index}`, path])));
    const alone = mappingOf(Object.fromEntries(paths.map((path, index) => [`p${index}`, `(${path})`])));
    const letter = fc.constantFrom('a', 'b', 'c', 'd', 'if');
    const value = fc.letrec((again) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, 1, 'x', true),
        fc.array(again('tree'), { maxLength: 2 }),
        fc.dictionary(letter, again('tree'), { maxKeys: 3 }),
      ),
    })).tree;
    const items = fc.array(fc.dictionary(letter, value, { maxKeys: 4 }), { minLength: 1, maxLength: 20 });

    await fc.assert(
      fc.asyncProperty(items, async (sample) => {
        const raw = sample.map((each) => ({ ...each, Id: 'i' })) as never;

        expect(await mapper.map(TENANT, plain, raw)).toEqual(await mapper.map(TENANT, alone, raw));
      }),
      { numRuns: 40 },
    );
  });

  it('lose to an error only the leaf that has it', async () => {
    const [item] = await mapper.map(TENANT, mappingOf({ a: '.Id.x', b: '.Name', c: '"text"', d: '7' }), queues(1));

    expect(propertiesOf(item)).toEqual({ a: null, b: 'name 0', c: 'text', d: 7 });
    expect(errorsOf(item)).toEqual(['properties.a']);
  });
});

describe('an entry of more jq than one program should hold', () => {
  const properties = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`p${index}`, `"${'x'.repeat(12_000)}" | .[:1] + "${index}"`]),
  );
  const entry = mappingOf({ ...properties, broken: '.Id | error', plain: '.Name' });

  it('becomes several programs of at most 256 KB', () => {
    const sizes = combine(entry, new Map()).sections.map(({ text }) => Buffer.byteLength(text));

    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
  });

  it('is mapped whole, in its order', async () => {
    const items = await mapper.map(TENANT, entry, queues(3));

    const expected = Object.fromEntries(Object.keys(properties).map((id, index) => [id, `x${index}`]));
    expect(items.map(propertiesOf)).toEqual(
      [0, 1, 2].map((index) => ({ ...expected, broken: null, plain: `name ${index}` })),
    );
    expect(items.map(errorsOf)).toEqual([['properties.broken'], ['properties.broken'], ['properties.broken']]);
  });

  it('still tells filtered, failed and mapped resources apart', async () => {
    const program = { ...entry, selector: 'if .Size == 0 then null else .Size > 1 end' };

    expect((await mapper.map(TENANT, program, queues(3))).map(({ state }) => state)).toEqual([
      'failed',
      'filtered',
      'mapped',
    ]);
  });
});
