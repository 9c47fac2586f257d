import { readdirSync, readFileSync } from 'node:fs';
import { type Entity, entryPrograms, type JsonObject, parseMapping, TenantId } from '@longshore/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { JqMapper } from '../jq-mapper.js';

interface GoldenCase {
  raw: JsonObject;
  mapping: unknown;
  expected: Entity;
}

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.golden.json'));
const tenant = TenantId.parse('5f0c1a3e-7d1b-4c59-9a3c-0d9a0f4f7b11');
const mapper = new JqMapper({ threads: 1 });
afterAll(() => mapper.close());

describe('the golden mapping of', () => {
  it.each(files)('%s makes exactly the expected entity', async (file) => {
    const { raw, mapping, expected } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as GoldenCase;
    const programs = entryPrograms(parseMapping(mapping));

    const mapped = await Promise.all(programs.map((program) => mapper.map(tenant, program, [raw])));

    expect(mapped).toEqual([[{ state: 'mapped', warnings: [], entities: [expected] }]]);
  });

  it('seven kinds is checked', () => {
    expect(files).toHaveLength(7);
  });
});
