import type { Json, JsonObject } from '@longshore/domain';
import { curatedKinds, type Kind } from '@longshore/kinds';
import { json } from 'jq-wasm';
import { describe, expect, it } from 'vitest';
import { generateEstate } from './estate/generate.js';

const ACCOUNT = '123456789012';
const ENTITY_ID = /^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/=-]{1,1000}$/u;

interface MappedEntity {
  identifier: Json;
  title: Json;
  properties: JsonObject;
  relations: JsonObject;
}

const firstOutput = (expression: unknown) => `([${String(expression)}] | .[0])`;

const members = (expressions: object) =>
  `{${Object.entries(expressions).map(([id, expression]) => `"${id}": ${firstOutput(expression)}`)}}`;

/** What the kind's default mapping makes of a big estate. */
async function mapped({ type, entity }: Kind): Promise<MappedEntity[]> {
  const estate = generateEstate({ seed: 'mapping', accounts: [{ id: ACCOUNT, name: 'demo', resourcesPerKind: 40 }] });
  const raw = estate.everything(ACCOUNT, type).map(({ region, properties }) => ({
    Type: type,
    Properties: properties,
    __ExtraContext: { AccountId: ACCOUNT, Region: region },
  }));
  const { identifier, title, properties = {}, relations = {} } = entity;
  const program = members({ identifier, title }).slice(0, -1);
  const [entities = []] = await json<MappedEntity[]>(
    raw,
    `map(${program}, "properties": ${members(properties)}, "relations": ${members(relations)}})`,
  );
  return entities;
}

const typeOf = (value: Json | undefined) => (Array.isArray(value) ? 'array' : typeof value);

const kinds = curatedKinds.filter((kind) => kind.source === 'cloud-control');

describe('the default mapping of a kind', () => {
  it.each(kinds)('gives every $type an identifier that Port accepts and no other has', async (kind) => {
    const identifiers = (await mapped(kind)).map(({ identifier }) => String(identifier));

    expect(identifiers.length).toBeGreaterThan(0);
    expect(new Set(identifiers).size).toBe(identifiers.length);
    expect(identifiers.filter((identifier) => !ENTITY_ID.test(identifier))).toEqual([]);
  });

  it.each(kinds)('gives $type values of the types that its blueprint has', async (kind) => {
    const wrong = (await mapped(kind)).flatMap(({ properties }) =>
      Object.entries(properties).filter(
        ([id, value]) => value !== null && typeOf(value) !== kind.blueprint.schema.properties[id]?.['type'],
      ),
    );

    expect(wrong).toEqual([]);
  });

  it.each(kinds)('fills every property of some $type', async (kind) => {
    const entities = await mapped(kind);
    const empty = Object.keys(kind.blueprint.schema.properties).filter((id) =>
      entities.every(({ properties }) => (properties[id] ?? null) === null),
    );

    expect(empty).toEqual([]);
  });

  it.each(kinds)('relates every $type to its account and titles it', async (kind) => {
    const entities = await mapped(kind);

    expect(new Set(entities.map(({ relations }) => relations['account']))).toEqual(new Set([ACCOUNT]));
    expect(entities.filter(({ title }) => typeof title !== 'string' || title === '')).toEqual([]);
  });
});
