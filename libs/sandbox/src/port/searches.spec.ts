import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, PortSession, USER_AGENT } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  session = await PortSession.open(port.url, acme);
  const properties = { name: { type: 'string' }, size: { type: 'number' }, zones: { type: 'array' } };
  await session.blueprint('account');
  await session.blueprint('bucket', {
    schema: { properties },
    relations: { account: { target: 'account', required: false, many: false } },
  });
  await session.upsert('account', [{ identifier: '1' }]);
  await session.upsert('bucket', [
    {
      identifier: 'a',
      title: 'A',
      properties: { name: 'alpha', size: 1, zones: ['x', 'y'] },
      relations: { account: '1' },
    },
    { identifier: 'b', properties: { name: 'beta', size: 2 } },
  ]);
  const somebody = await PortSession.open(port.url, acme, 'somebody/else');
  await somebody.upsert('bucket', [{ identifier: 'c', properties: { size: 3 } }]);
});
afterAll(() => port.close());

const identifiers = (body: unknown) =>
  (body as { entities: { identifier: string }[] }).entities.map((e) => e.identifier);

async function search(rule: unknown) {
  const { body } = await session.call('POST', '/v1/blueprints/bucket/entities/search', {
    query: { combinator: 'and', rules: [rule] },
  });
  return identifiers(body);
}

describe('a rule', () => {
  it.each([
    [{ property: '$identifier', operator: 'in', value: ['b', 'a', 'z'] }, ['b', 'a']],
    [{ property: '$identifier', operator: '=', value: 'c' }, ['c']],
    [{ property: '$datasource', operator: '=', value: USER_AGENT }, ['a', 'b']],
    [{ property: '$datasource', operator: 'beginsWith', value: 'somebody/' }, ['c']],
    [{ property: '$updatedAt', operator: '>', value: '2020-01-01T00:00:00Z' }, ['a', 'b', 'c']],
    [
      {
        property: '$updatedAt',
        operator: 'between',
        value: { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' },
      },
      [],
    ],
    [{ property: 'name', operator: '!=', value: 'alpha' }, ['b', 'c']],
    [{ property: 'name', operator: 'contains', value: 'et' }, ['b']],
    [{ property: 'name', operator: 'endsWith', value: 'a' }, ['a', 'b']],
    [{ property: 'name', operator: 'doesNotBeginsWith', value: 'al' }, ['b', 'c']],
    [{ property: 'name', operator: 'isEmpty' }, ['c']],
    [{ property: 'name', operator: '=', value: null }, ['c']],
    [{ property: 'zones', operator: 'containsAny', value: ['y', 'z'] }, ['a']],
    [{ property: 'size', operator: '>=', value: 2 }, ['b', 'c']],
    [{ property: 'size', operator: 'notIn', value: ['1', '2'] }, ['c']],
    [{ relation: 'account', operator: '=', value: '1' }, ['a']],
    [{ relation: 'account', operator: 'isEmpty' }, ['b', 'c']],
    [
      {
        combinator: 'or',
        rules: [
          { property: 'size', operator: '<', value: 2 },
          { property: 'size', operator: '>', value: 2 },
        ],
      },
      ['a', 'c'],
    ],
  ])('%j selects %j', async (rule, expected) => {
    expect(await search(rule)).toEqual(expected);
  });

  it('is refused when its operator is unknown', async () => {
    const query = { combinator: 'and', rules: [{ property: 'name', operator: 'like', value: 'a' }] };

    expect((await session.call('POST', '/v1/blueprints/bucket/entities/search', { query })).status).toEqual(422);
  });
});

describe('a search in a blueprint', () => {
  it('is paged', async () => {
    const first = await session.call('POST', '/v1/blueprints/bucket/entities/search', { limit: 2 });
    const { next } = first.body as { next: string };
    const second = await session.call('POST', '/v1/blueprints/bucket/entities/search', { limit: 2, from: next });

    expect([identifiers(first.body), identifiers(second.body)]).toEqual([['a', 'b'], ['c']]);
    expect(second.body).not.toHaveProperty('next');
  });

  it('refuses a cursor that it did not give', async () => {
    const asked = await session.call('POST', '/v1/blueprints/bucket/entities/search', { from: 'elsewhere' });

    expect(asked.status).toEqual(422);
  });

  it('tells what was included', async () => {
    const query = { combinator: 'and', rules: [{ property: '$identifier', operator: '=', value: 'a' }] };
    const asked = { query, include: ['$identifier', 'size', 'account'] };

    expect(await session.call('POST', '/v1/blueprints/bucket/entities/search', asked)).toEqual({
      status: 200,
      body: { ok: true, entities: [{ identifier: 'a', properties: { size: 1 }, relations: { account: '1' } }] },
    });
  });
});

describe('a search across blueprints', () => {
  it('tells everything without what was excluded', async () => {
    const query = { combinator: 'and', rules: [{ property: '$blueprint', operator: '=', value: 'account' }] };
    const stamps = ['createdAt', 'createdBy', 'updatedAt', 'updatedBy'].map((name) => `exclude=${name}`).join('&');

    expect(await session.call('POST', `/v1/entities/search?${stamps}`, query)).toEqual({
      status: 200,
      body: {
        ok: true,
        entities: [
          { identifier: '1', blueprint: 'account', title: null, icon: null, team: [], properties: {}, relations: {} },
        ],
      },
    });
  });

  it('finds what one datasource owns', async () => {
    const path = '/v1/blueprints/entities/datasource-entities';
    const ours = { datasource_prefix: 'longshore/', datasource_suffix: '/main/exporter', limit: 2 };

    const first = (await session.call('POST', path, ours)).body as { next: string };
    const second = (await session.call('POST', path, { ...ours, from: first.next })).body;
    const before = (await session.call('POST', path, { ...ours, before: '2020-01-01T00:00:00.000Z' })).body;

    expect([identifiers(first), identifiers(second), identifiers(before)]).toEqual([['1', 'a'], ['b'], []]);
    expect(second).toHaveProperty('next', null);
  });

  it('finds what another datasource wrote last no more', async () => {
    const path = '/v1/blueprints/entities/datasource-entities';
    const owned = { datasource_prefix: 'longshore/', datasource_suffix: '/theirs/exporter' };
    const theirs = await PortSession.open(port.url, acme, 'longshore/aws/1.0.0/theirs/exporter');
    const [blueprint, identifier] = ['owned-by-last', 'shared'];
    await session.blueprint(blueprint);
    await session.upsert(blueprint, [{ identifier }]);

    expect(identifiers((await session.call('POST', path, owned)).body)).toEqual([]);
    await theirs.upsert(blueprint, [{ identifier }]);
    expect(identifiers((await session.call('POST', path, owned)).body)).toEqual([identifier]);
    await session.upsert(blueprint, [{ identifier }]);
    expect(identifiers((await session.call('POST', path, owned)).body)).toEqual([]);
  });
});
