import type { ModelPage } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { ModelLook } from './model-look.js';

const pages = (...sizes: string[][]) => {
  const page = (number: number): ModelPage => ({
    models: (sizes[number] ?? []).map((ClusterName) => ({ ClusterName })),
    nextToken: number + 1 < sizes.length ? String(number + 1) : null,
  });
  return async (token: string | null) => page(Number(token ?? 0));
};

async function walk(look: ModelLook): Promise<string[]> {
  const found: string[] = [];
  while (!look.isAtEnd) {
    const { models, nextToken } = await look.page();
    found.push(...models.map(({ value }) => String(value['ClusterName'])));
    look.advance(nextToken);
  }
  return found;
}

describe('a look for resource models', () => {
  it('meets each model once, also where AWS lists one on two pages', async () => {
    const look = new ModelLook(pages(['a', 'b'], ['b', 'c']), null);

    expect([await walk(look), look.met.size, look.missed]).toEqual([['a', 'b', 'c'], 3, undefined]);
  });

  it('ends at the limit, and says that there are more', async () => {
    const look = new ModelLook(pages(['a', 'b'], ['c', 'd'], ['e']), null, 3);

    expect([await walk(look), look.missed?.reason, look.missed?.awsCode]).toEqual([
      ['a', 'b', 'c'],
      'truncated',
      'TooManyParents',
    ]);
  });

  it('refuses a page token for the second time', async () => {
    const look = new ModelLook(async () => ({ models: [], nextToken: 'again' }), null);

    await expect(walk(look)).rejects.toMatchObject({ failure: { reason: 'truncated', awsCode: 'RepeatedToken' } });
  });
});
