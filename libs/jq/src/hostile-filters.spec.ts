import type { EntryProgram, MappedItem } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JqMapper } from './jq-mapper.js';
import { REFUSED_FILTERS, RUNNING_FILTERS } from './testing/hostile-filters.js';
import { mappingOf, NEIGHBOUR, queues, TENANT } from './testing/mapping-of.js';

/** A deadline as in production, and a short one where only the search for the guilty resource matters. */
const mapper = new JqMapper({ threads: 2 });
const searching = new JqMapper({ threads: 1, deadlineMs: 200 });
afterAll(() => Promise.all([mapper.close(), searching.close()]));

const MOST_MS = 1500;
const neighbourMapping = mappingOf({ name: '.Name', size: '[.Size, (.Name | length)]' });
let expectedOfNeighbour: MappedItem[];

beforeAll(async () => {
  expectedOfNeighbour = await mapper.map(NEIGHBOUR, neighbourMapping, queues(40));
});

const only = (filter: string): EntryProgram => mappingOf({ name: '.Name', hostile: filter, size: '.Size | . + 1' });

describe('the corpus of hostile filters', () => {
  it('has no filter twice and more than a hundred of them', () => {
    const filters = [...REFUSED_FILTERS, ...RUNNING_FILTERS].map(({ filter }) => filter);

    expect(new Set(filters).size).toBe(filters.length);
    expect(filters.length).toBeGreaterThan(100);
  });
});

describe('a filter that tries', () => {
  it.each(REFUSED_FILTERS)(
    '$tries is refused with a reason, and null where it was stored before',
    async ({ filter }) => {
      const verdict = await mapper.check(filter);
      const items = await mapper.map(TENANT, only(filter), queues(2));

      expect(verdict).toEqual({ ok: false, detail: expect.stringMatching(/\w+ \w+/) });
      const detail = verdict.ok ? '' : verdict.detail;
      expect(items).toEqual(
        [0, 1].map((index) => ({
          state: 'mapped',
          warnings: [{ entity: 0, field: 'properties.hostile', error: detail.slice(0, 300) }],
          entities: [
            {
              identifier: `q-${index}`,
              blueprint: 'queue',
              properties: { name: `name ${index}`, hostile: null, size: index + 1 },
              relations: {},
            },
          ],
        })),
      );
    },
  );

  it.each(RUNNING_FILTERS)('$tries is over in time and leaves other tenants alone', async ({ filter }) => {
    // A new thread may have to take the place of one that the filter before ended.
    await Promise.all([mapper.map(TENANT, neighbourMapping, queues(1)), mapper.check(filter)]);
    const start = performance.now();
    const hostile = mapper.map(TENANT, only(filter), queues(1));
    const tookMs = hostile.then(() => performance.now() - start);
    const [items, neighbour] = await Promise.all([hostile, mapper.map(NEIGHBOUR, neighbourMapping, queues(40))]);

    expect(await tookMs).toBeLessThan(MOST_MS);
    expect(items).toEqual([{ state: expect.stringMatching(/^(mapped|failed)$/), ...items[0] }]);
    expect(neighbour).toEqual(expectedOfNeighbour);
  });

  it.each(RUNNING_FILTERS)('$tries takes nothing from the resources beside it', async ({ filter }) => {
    const guilty = `if .Id == "q-1" then (${filter}\n\n) else "fine" end`;
    const [first, second, third] = await searching.map(TENANT, only(guilty), queues(3));

    const fine = (index: number) => ({
      state: 'mapped',
      warnings: [],
      entities: [
        {
          identifier: `q-${index}`,
          blueprint: 'queue',
          properties: { name: `name ${index}`, hostile: 'fine', size: index + 1 },
          relations: {},
        },
      ],
    });
    expect([first, third]).toEqual([fine(0), fine(2)]);
    // Its own fields are right, or it failed: never half of it.
    const own = { properties: { name: 'name 1', size: 2 } };
    expect(second?.state === 'failed' ? own : second?.state === 'mapped' && second.entities[0]).toMatchObject(own);
  });
});
