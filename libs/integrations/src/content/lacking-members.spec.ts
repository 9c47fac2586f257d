import type { Blueprint } from '@longshore/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lackingMembers } from './lacking-members.js';

const property = fc.record({ type: fc.constantFrom('string', 'number'), title: fc.string() });
const relation = fc.record({ target: fc.constantFrom('a', 'b'), required: fc.boolean(), many: fc.boolean() });
const members = <Value>(value: fc.Arbitrary<Value>) => fc.dictionary(fc.constantFrom('p', 'q', 'r', 's'), value);

const blueprint: fc.Arbitrary<Blueprint> = fc.record({
  identifier: fc.constant('thing'),
  title: fc.string(),
  schema: fc.record({ properties: members(property), required: fc.subarray(['p', 'q']) }),
  relations: members(relation),
});

describe('what a blueprint lacks', () => {
  it('is added without touching anything that is there', () => {
    fc.assert(
      fc.property(blueprint, blueprint, (existing, wanted) => {
        const extended = lackingMembers(existing, wanted) ?? existing;

        expect(extended).toMatchObject({ title: existing.title, schema: { required: existing.schema.required } });
        expect({ ...extended.schema.properties, ...existing.schema.properties }).toEqual(extended.schema.properties);
        expect({ ...extended.relations, ...existing.relations }).toEqual(extended.relations);
        expect(Object.keys(extended.schema.properties)).toEqual(
          expect.arrayContaining(Object.keys(wanted.schema.properties)),
        );
        expect(Object.keys(extended.relations)).toEqual(expect.arrayContaining(Object.keys(wanted.relations)));
      }),
    );
  });

  it('is nothing the second time', () => {
    fc.assert(
      fc.property(blueprint, blueprint, (existing, wanted) => {
        const extended = lackingMembers(existing, wanted) ?? existing;

        expect(lackingMembers(extended, wanted)).toBeNull();
      }),
    );
  });

  it('never makes a relation required, which Port refuses where entities exist', () => {
    const existing = { identifier: 'a', title: 'A', schema: { properties: {}, required: [] }, relations: {} };
    const wanted = { ...existing, relations: { account: { target: 'account', required: true, many: false } } };

    expect(lackingMembers(existing, wanted)?.relations).toEqual({
      account: { target: 'account', required: false, many: false },
    });
  });
});
