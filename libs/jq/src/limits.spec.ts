import { afterAll, describe, expect, it } from 'vitest';
import { JqMapper } from './jq-mapper.js';
import { mappingOf, queues, TENANT } from './testing/mapping-of.js';

const mapper = new JqMapper({ threads: 1 });
afterAll(() => mapper.close());

const text = (megabytes: number) => 'x'.repeat(megabytes * 1024 * 1024);

describe('a resource that is too large', () => {
  it('fails alone, with its size', async () => {
    const [first, last] = queues(2) as [object, object];
    const items = await mapper.map(TENANT, mappingOf({ name: '.Name' }), [
      { ...first },
      { Id: 'large', Body: text(5) },
      { ...last },
    ]);

    expect(items.map(({ state }) => state)).toEqual(['mapped', 'failed', 'mapped']);
    expect(items[1]).toEqual({
      state: 'failed',
      detail: 'the resource is 5.0 MB of JSON, more than the 4 MB that can be mapped',
    });
  });

  it('is mapped just below the limit, when its entity is small', async () => {
    const items = await mapper.map(TENANT, mappingOf({ size: '.Body | length' }), [{ Id: 'fits', Body: text(3) }]);

    expect(items).toMatchObject([{ state: 'mapped', entities: [{ properties: { size: 3 * 1024 * 1024 } }] }]);
  });
});

describe('an entity that is too large for Port', () => {
  it('fails its resource alone, with its size', async () => {
    const program = mappingOf({ body: 'if .Id == "q-1" then "x" * 1100000 else "x" * 1000000 end' });
    const items = await mapper.map(TENANT, program, queues(3));

    expect(items.map(({ state }) => state)).toEqual(['mapped', 'failed', 'mapped']);
    expect(items[1]).toEqual({
      state: 'failed',
      detail: 'entity q-1 is 1075 KB of JSON and Port takes at most 1024 KB: map less of the resource',
    });
  });

  it('is measured in bytes', async () => {
    const [item] = await mapper.map(TENANT, mappingOf({ body: '"\\u20ac" * 400000' }), queues(1));

    expect(item).toMatchObject({ state: 'failed', detail: expect.stringContaining('entity q-0 is 1172 KB') });
  });
});
