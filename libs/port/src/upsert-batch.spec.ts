import { startSandboxPort, type SandboxPort } from '@longshore/sandbox';
import type { PortAccess } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme, acmeAccess, batch, Behind, blueprint, entity, HASTY } from './fixtures/acme.js';
import { PortCatalog } from './port-catalog.js';

let port: SandboxPort;
let access: PortAccess;
let behind: Behind;
const catalog = new PortCatalog({ ...HASTY, maxAttempts: 2 });

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  access = acmeAccess(port.url);
  behind = new Behind(port.url);
  await catalog.createBlueprint(access, blueprint('account'));
  const relations = { account: { target: 'account', required: false, many: false } };
  await catalog.createBlueprint(access, blueprint('bucket', relations));
});
afterAll(() => port.close());
beforeEach(async () => {
  await behind.clearFaults();
  const identifiers = ['a', 'b', 'c', 'd', 'e'];
  await catalog.delete(access, { blueprint: 'bucket', identifiers });
});

const BULK = 'POST /v1/blueprints/:blueprint/entities/bulk';

describe('an upsert', () => {
  it('tells created from updated', async () => {
    await catalog.upsert(access, batch([entity('a')]));

    expect(await catalog.upsert(access, batch([entity('a'), entity('b')]))).toEqual([
      { state: 'updated' },
      { state: 'created' },
    ]);
  });

  it('tells which entity a search found, and which searches found none or several', async () => {
    const search = (value: string) => ({
      combinator: 'and' as const,
      rules: [{ property: 'name', operator: '=', value }],
    });
    const twin = { properties: { name: 'twin' } };
    await catalog.upsert(
      access,
      batch([entity('a', { properties: { name: 'one' } }), entity('b', twin), entity('c', twin)]),
    );
    const sought = ['one', 'nobody', 'twin'].map((name) => ({ ...entity(''), identifier: search(name) }));

    const refused = { state: 'failed', error: expect.any(String) };
    expect(await catalog.upsert(access, batch(sought))).toEqual([
      { state: 'updated', found: 'a' },
      { ...refused, status: 404, detail: 'No entity matches the identifier query', isUnmetRelation: false },
      { ...refused, status: 422, detail: 'The identifier query matches more than one entity', isUnmetRelation: false },
    ]);
  });

  it('tells each failure of a 207 at its place', async () => {
    const entities = [
      entity('a', { relations: { account: 'nobody' } }),
      entity('b'),
      entity('c', { properties: { name: 1 } }),
    ];

    expect(await catalog.upsert(access, batch(entities))).toEqual([
      {
        state: 'failed',
        status: 404,
        error: 'not_found',
        detail: 'Entity with identifier "nobody" of blueprint "account" was not found',
        isUnmetRelation: true,
      },
      { state: 'created' },
      {
        state: 'failed',
        status: 422,
        error: 'invalid_request',
        detail: '/properties/name Invalid input: expected string, received number',
        isUnmetRelation: false,
      },
    ]);
  });

  it('creates missing related entities when asked to', async () => {
    const related = entity('a', { relations: { account: 'made' } });

    expect(await catalog.upsert(access, { ...batch([related]), createMissingRelatedEntities: true })).toEqual([
      { state: 'created' },
    ]);
    expect(await catalog.read(access, 'account', ['made'])).toHaveLength(1);
  });

  it('keeps what a merging one leaves out', async () => {
    await catalog.upsert(access, batch([entity('a', { properties: { name: 'x' } })]));
    await catalog.upsert(access, { ...batch([entity('a', { properties: { notes: 'y' } })]), merge: true });

    const [merged] = await catalog.read(access, 'bucket', ['a']);
    expect(merged?.['properties']).toEqual({ name: 'x', notes: 'y' });
  });

  it('loses only the entity that Port cannot even read', async () => {
    const verdicts = await catalog.upsert(access, batch(['a', 'b', 'not allowed', 'c', 'd'].map((one) => entity(one))));

    expect(verdicts.map((verdict) => verdict.state)).toEqual(['created', 'created', 'failed', 'created', 'created']);
  });

  it('to a blueprint that is missing fails for every entity', async () => {
    const failed = {
      state: 'failed',
      status: 404,
      error: 'not_found',
      detail: 'Blueprint with identifier "absent" was not found',
      isUnmetRelation: false,
    };

    const missing = { ...batch([entity('a'), entity('b')]), blueprint: 'absent' };
    expect(await catalog.upsert(access, missing)).toEqual([failed, failed]);
  });
});

describe('an upsert over 1 MiB', () => {
  it('is halved until it fits', async () => {
    const notes = 'x'.repeat(400_000);
    const entities = ['a', 'b', 'c', 'd', 'e'].map((identifier) => entity(identifier, { properties: { notes } }));

    expect(await catalog.upsert(access, batch(entities))).toEqual(entities.map(() => ({ state: 'created' })));
  });

  it('fails with its sizes when it is one entity', async () => {
    const big = entity('a', { properties: { name: 'n', notes: 'x'.repeat(1_100_000) } });

    expect(await catalog.upsert(access, batch([big, entity('b')]))).toEqual([
      {
        state: 'failed',
        status: 413,
        error: 'payload_too_large',
        detail: 'the entity takes 1100091 bytes, Port allows 1048576; largest: notes 1100002 bytes, name 3 bytes',
        isUnmetRelation: false,
      },
      { state: 'created' },
    ]);
  });
});

describe('an upsert without an answer', () => {
  it.each([
    ['a 503', { effect: 'status', status: 503 }, '503 sandbox_fault: A fault that was asked for'],
    ['a dropped connection', { effect: 'drop' }, 'UND_ERR_SOCKET'],
    ['a connection dropped after the work', { effect: 'commit-then-drop' }, 'UND_ERR_SOCKET'],
    ['no answer in time', { effect: 'commit-then-hang' }, 'no answer within 1.5 s'],
  ])('is unknown after retries: %s', async (_case, fault, reason) => {
    await behind.fault({ route: BULK, times: 2, ...fault });

    const verdicts = await catalog.upsert(access, batch([entity('a'), entity('b')]));

    const unknown = { state: 'unknown', detail: expect.stringContaining(reason) };
    expect(verdicts).toEqual([unknown, unknown]);
  });

  it('is repeated, which changes nothing when it had arrived', async () => {
    await behind.fault({ route: BULK, effect: 'commit-then-drop' });
    const before = (await behind.changes()).length;

    expect(await catalog.upsert(access, batch([entity('a')]))).toEqual([{ state: 'updated', retries: 1 }]);
    expect((await behind.changes()).slice(before)).toEqual(['create a', 'touch a']);
  });

  it('ends with the reason of the caller when the caller gives up', async () => {
    await behind.fault({ route: BULK, effect: 'commit-then-hang' });
    const lease = new AbortController();
    const upsert = catalog.upsert(access, batch([entity('a')]), lease.signal);
    lease.abort(new Error('lease lost'));

    await expect(upsert).rejects.toEqual(new Error('lease lost'));
  });
});
