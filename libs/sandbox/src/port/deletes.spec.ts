import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  session = await PortSession.open(port.url, acme);
  await session.blueprint('account');
  await session.blueprint('bucket', { relations: { account: { target: 'account', required: false, many: false } } });
});
afterAll(() => port.close());
beforeEach(async () => {
  await session.call('DELETE', '/v1/blueprints/account/all-entities');
  await session.upsert('account', [{ identifier: 'used' }, { identifier: 'free' }]);
  await session.upsert('bucket', [{ identifier: 'b', relations: { account: 'used' } }]);
});

const BULK = '/v1/blueprints/account/bulk/entities/delete';

async function counts() {
  const { organizations } = (await (await fetch(`${port.url}/_sandbox/counts`)).json()) as {
    organizations: { entities: unknown }[];
  };
  return organizations[0]?.entities;
}

describe('a bulk delete', () => {
  it('deletes nothing when one of the entities has a dependent', async () => {
    expect(await session.call('POST', `${BULK}?delete_dependents=false`, { entities: ['free', 'used'] })).toEqual({
      status: 422,
      body: {
        ok: false,
        error: 'entity_has_dependents',
        message: 'Entity "used" has dependents: "b" of blueprint "bucket"',
      },
    });
    expect(await counts()).toEqual({ account: 2, bucket: 1 });
  });

  it('takes the dependents along when asked to', async () => {
    expect(await session.call('POST', `${BULK}?delete_dependents=true`, { entities: ['used'] })).toEqual({
      status: 200,
      body: { ok: true, deletedEntities: ['used'] },
    });
    expect(await counts()).toEqual({ account: 1, bucket: 0 });
  });

  it('leaves out what did not exist', async () => {
    expect(await session.call('POST', `${BULK}?delete_dependents=false`, { entities: ['free', 'ghost'] })).toEqual({
      status: 200,
      body: { ok: true, deletedEntities: ['free'] },
    });
  });

  it('refuses a call that does not say whether it cascades', async () => {
    expect((await session.call('POST', BULK, { entities: ['free'] })).status).toEqual(422);
  });

  it('refuses more than 100 identifiers', async () => {
    const entities = Array.from({ length: 101 }, (_, index) => `e${index}`);

    expect((await session.call('POST', `${BULK}?delete_dependents=false`, { entities })).status).toEqual(422);
  });
});

describe('a single delete', () => {
  it('answers 404 once the entity is gone', async () => {
    const path = '/v1/blueprints/account/entities/free?delete_dependents=false';

    expect(await session.call('DELETE', path)).toEqual({ status: 200, body: { ok: true } });
    expect((await session.call('DELETE', path)).status).toEqual(404);
  });

  it('is possible once the dependent points elsewhere', async () => {
    const path = '/v1/blueprints/account/entities/used?delete_dependents=false';

    expect((await session.call('DELETE', path)).status).toEqual(422);
    await session.upsert('bucket', [{ identifier: 'b', relations: { account: 'free' } }]);
    expect((await session.call('DELETE', path)).status).toEqual(200);
  });
});
