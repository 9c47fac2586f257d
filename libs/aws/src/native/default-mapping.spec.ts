import type { Json, JsonObject } from '@longshore/domain';
import { curatedKinds } from '@longshore/kinds';
import { json } from 'jq-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FixedSessions, IMPATIENT, newAccount, signal } from '../../testing/connected-account.js';
import { AnsweringAws } from '../../testing/native/answering-aws.js';
import { operationsOf } from '../../testing/native/kind-estate.js';
import { answers, type NativeKindOfOurs } from '../../testing/native/property-lists.js';
import { AwsResources } from '../aws-resources.js';

const kinds = curatedKinds.filter((kind): kind is NativeKindOfOurs => kind.native !== undefined);
const account = newAccount();
const ENTITY_ID = /^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/=-]{1,1000}$/u;

interface MappedEntity {
  identifier: Json;
  title: Json;
  properties: JsonObject;
  relations: JsonObject;
}

let aws: AnsweringAws;
let source: AwsResources;

beforeAll(async () => {
  aws = await AnsweringAws.start(kinds.flatMap(({ native }) => operationsOf(native)));
  const options = { endpoint: aws.url, isStandIn: true, schedule: IMPATIENT, isPaced: false };
  source = new AwsResources(new FixedSessions(), options);
});
afterAll(() => aws.close());

const firstOutput = (expression: unknown) => `([${String(expression)}] | .[0])`;
const members = (expressions: object) =>
  `{${Object.entries(expressions).map(([id, expression]) => `"${id}": ${firstOutput(expression)}`)}}`;

/** What the kind's mapping makes of the first page of resources that have all that AWS can say. */
async function mapped(kind: NativeKindOfOurs): Promise<MappedEntity[]> {
  aws.answer = (asked) => answers(kind, asked);
  const { type, entity } = kind;
  const listing = { kind: type, region: 'eu-west-1', native: { actions: [] } };
  const { resources } = await source.page(account, listing, null, signal);
  const raw = resources.map(({ properties, context }) => ({
    Type: type,
    Properties: properties,
    __ExtraContext: { AccountId: account.awsAccountId, Region: 'eu-west-1', ...context },
  }));
  const { identifier, title, properties = {}, relations = {} } = entity;
  const program = members({ identifier, title }).slice(0, -1);
  const [entities = []] = await json<MappedEntity[]>(
    raw,
    `map(${program}, "properties": ${members(properties)}, "relations": ${members(relations)}})`,
  );
  return entities;
}

const typeOf = (value: Json) => (Array.isArray(value) ? 'array' : typeof value);

describe('the mapping of a native kind', () => {
  it.each(kinds)('gives every $type an identifier of its own and a title', async (kind) => {
    const entities = await mapped(kind);
    const identifiers = entities.map(({ identifier }) => String(identifier));

    expect(identifiers.length).toBeGreaterThan(0);
    expect(new Set(identifiers).size).toBe(identifiers.length);
    expect(identifiers.filter((identifier) => !ENTITY_ID.test(identifier))).toEqual([]);
    expect(entities.filter(({ title }) => typeof title !== 'string' || title === '')).toEqual([]);
  });

  it.each(kinds)('gives $type values of the types that its blueprint has', async (kind) => {
    const wrong = (await mapped(kind)).flatMap(({ properties }) =>
      Object.entries(properties).filter(
        ([id, value]) => value !== null && typeOf(value) !== kind.blueprint.schema.properties[id]?.['type'],
      ),
    );

    expect(wrong).toEqual([]);
  });

  it.each(kinds)('relates every $type to its account', async (kind) => {
    const related = (await mapped(kind)).map(({ relations }) => relations['account']);

    expect(related).not.toContain(null);
    expect(related.filter((account) => typeof account !== 'string')).toEqual([]);
  });
});
