import { AwsAccountId, canonicalJson, type Json, type JsonObject } from '@longshore/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawResource, stableText } from './raw-resource.js';

const PLACE = { awsAccountId: AwsAccountId.parse('123456789012'), region: 'eu-west-1', kind: 'AWS::SQS::Queue' };
const raw = (properties: JsonObject): JsonObject => rawResource(PLACE, { identifier: 'orders', properties });
const textOf = (properties: JsonObject, volatile: string[] = []): string => stableText(raw(properties), volatile);

describe('the raw resource', () => {
  it('has the shape that mappings read, and the names of the older integrations beside it', () => {
    expect(raw({ QueueName: 'orders' })).toEqual({
      Type: 'AWS::SQS::Queue',
      Identifier: 'orders',
      Properties: { QueueName: 'orders' },
      __ExtraContext: { AccountId: '123456789012', Region: 'eu-west-1' },
      __AccountId: '123456789012',
      __Region: 'eu-west-1',
      __Kind: 'AWS::SQS::Queue',
    });
  });

  it('has what its source knows of where it belongs', () => {
    const context = { Region: 'eu-south-1', ReservationId: 'r-1' };

    expect(rawResource(PLACE, { identifier: 'orders', properties: {}, context })).toMatchObject({
      __ExtraContext: { AccountId: '123456789012', Region: 'eu-south-1', ReservationId: 'r-1' },
      __Region: 'eu-south-1',
    });
  });
});

describe('what tells whether a resource changed', () => {
  const json: fc.Arbitrary<Json> = fc.jsonValue() as fc.Arbitrary<Json>;
  const properties = fc.dictionary(fc.constantFrom('Status', 'Tags', 'Code', 'Size'), json, { noNullPrototype: true });

  it.each([
    { volatile: ['Seen'], one: { Seen: 1, Name: 'a' }, other: { Seen: 2, Name: 'a' } },
    {
      volatile: ['Code.Location'],
      one: { Code: { Location: 'x', Sha: 1 } },
      other: { Code: { Location: 'y', Sha: 1 } },
    },
    { volatile: ['Hosts.*.Seen'], one: { Hosts: [{ Seen: 1 }, { Seen: 2 }] }, other: { Hosts: [{ Seen: 3 }, {}] } },
    { volatile: ['Zones.*.Seen'], one: { Zones: { a: { Seen: 1 } } }, other: { Zones: { a: { Seen: 2 } } } },
  ])('leaves out $volatile', ({ volatile, one, other }) => {
    expect(textOf(one as JsonObject, volatile)).toBe(textOf(other as JsonObject, volatile));
  });

  it('does not depend on the order of members', () => {
    expect(textOf({ a: 1, b: { c: 2, d: 3 } })).toBe(textOf({ b: { d: 3, c: 2 }, a: 1 }));
  });

  it('changes with every property that is not volatile', () => {
    fc.assert(
      fc.property(properties, fc.constantFrom('Tags', 'Size'), json, json, (others, name, before, after) => {
        fc.pre(canonicalJson(before) !== canonicalJson(after));
        const volatile = ['Status', 'Code.Location', 'None.*.Seen'];

        expect(textOf({ ...others, [name]: before }, volatile)).not.toBe(
          textOf({ ...others, [name]: after }, volatile),
        );
      }),
    );
  });

  it('never changes the resource itself', () => {
    const resource = raw({ Hosts: [{ Seen: 1 }], Code: { Location: 'x' } });
    const before = structuredClone(resource);
    stableText(resource, ['Hosts.*.Seen', 'Code.Location', 'None.Of.These']);

    expect(resource).toEqual(before);
  });
});
