import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acme, globex, PortSession, USER_AGENT } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let dataDir: string;
let port: SandboxPort;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-port-'));
  port = await startSandboxPort({ dataDir, organizations: [acme] });
});
afterEach(async () => {
  await port.close();
  await rm(dataDir, { recursive: true });
});

interface Told {
  changes: { seq: number; resource: string; action: string; identifier: string }[];
  last: number;
}

async function journal(query = ''): Promise<Told> {
  return (await (await fetch(`${port.url}/_sandbox/journal${query}`)).json()) as Told;
}

async function writeSome(): Promise<PortSession> {
  const session = await PortSession.open(port.url, acme);
  await session.blueprint('account');
  await session.blueprint('bucket', { relations: { account: { target: 'account', required: false, many: false } } });
  await session.upsert('account', [{ identifier: '1' }]);
  await session.upsert('bucket', [{ identifier: 'b', title: 'B', relations: { account: '1' } }]);
  await session.upsert('bucket', [{ identifier: 'b', title: 'B', relations: { account: '1' } }]);
  await session.upsert('bucket', [{ identifier: 'b', title: 'Bee', relations: { account: '1' } }]);
  await session.call('DELETE', '/v1/blueprints/bucket/entities/b?delete_dependents=false');
  return session;
}

describe('the journal', () => {
  it('tells every change, and writes that changed nothing from those that did', async () => {
    await writeSome();

    const { changes, last } = await journal();

    expect(changes.map((change) => [change.resource, change.action, change.identifier])).toEqual([
      ['organization', 'create', 'org_acme'],
      ['blueprint', 'create', 'account'],
      ['blueprint', 'create', 'bucket'],
      ['entity', 'create', '1'],
      ['entity', 'create', 'b'],
      ['entity', 'touch', 'b'],
      ['entity', 'update', 'b'],
      ['entity', 'delete', 'b'],
    ]);
    expect(last).toEqual(8);
  });

  it('tells who changed what, from what and when', async () => {
    await writeSome();

    const { changes } = await journal('?since=6&limit=1');

    const stamps = {
      createdAt: expect.any(String),
      createdBy: 'acme',
      updatedAt: expect.any(String),
      updatedBy: 'acme',
    };
    const entity = {
      identifier: 'b',
      blueprint: 'bucket',
      icon: null,
      team: [],
      properties: {},
      relations: { account: '1' },
      datasource: USER_AGENT,
      ...stamps,
    };
    expect(changes).toEqual([
      {
        seq: 7,
        time: expect.any(String),
        requestId: expect.any(String),
        organization: 'org_acme',
        userAgent: USER_AGENT,
        resource: 'entity',
        action: 'update',
        blueprint: 'bucket',
        identifier: 'b',
        before: { ...entity, title: 'B' },
        after: { ...entity, title: 'Bee' },
      },
    ]);
  });

  it('brings everything back after a restart, but for a line torn by a crash', async () => {
    await writeSome();
    const before = await journal();
    await port.close();
    await appendFile(join(dataDir, 'port-journal.ndjson'), '{"seq":9,"time":"20');

    port = await startSandboxPort({ dataDir, organizations: [acme, globex] });

    const after = await journal();
    expect(after.changes.slice(0, 8)).toEqual(before.changes);
    expect(after.changes.slice(8).map((change) => change.identifier)).toEqual(['org_globex']);
    const session = await PortSession.open(port.url, acme);
    const dependent = { identifier: 'b', relations: { account: '1' } };
    await session.upsert('bucket', [dependent]);
    expect((await session.call('DELETE', '/v1/blueprints/account/entities/1?delete_dependents=false')).status).toEqual(
      422,
    );
  });
});

describe('a stand-in that was never closed', () => {
  it('has written all that it answered', async () => {
    await writeSome();
    const told = await journal();
    const killed = port;

    port = await startSandboxPort({ dataDir });

    expect(await journal()).toEqual(told);
    await killed.close();
  });
});

describe('the counts', () => {
  it('tell entities by blueprint and requests by route', async () => {
    const session = await writeSome();
    await session.call('GET', '/v1/organization');
    const writes = { create: 2, update: 1, touch: 1, delete: 1 };

    expect(await (await fetch(`${port.url}/_sandbox/counts`)).json()).toEqual({
      organizations: [{ id: 'org_acme', name: 'Acme', entities: { account: 1, bucket: 0 }, writes }],
      requests: {
        'POST /v1/auth/access_token': 1,
        'POST /v1/blueprints': 2,
        'POST /v1/blueprints/:blueprint/entities/bulk': 4,
        'DELETE /v1/blueprints/:blueprint/entities/:entity': 1,
        'GET /v1/organization': 1,
      },
    });
  });
});

describe('an organization', () => {
  it('is created with credentials on request', async () => {
    const response = await fetch(`${port.url}/_sandbox/organizations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Initech' }),
    });
    const created = (await response.json()) as typeof acme;

    const session = await PortSession.open(port.url, created);

    expect(await session.call('GET', '/v1/organization')).toEqual({
      status: 200,
      body: { ok: true, organization: { id: created.id, name: 'Initech', featureFlags: [] } },
    });
    expect(await (await fetch(`${port.url}/_sandbox/organizations`)).json()).toEqual({
      organizations: [acme, created],
    });
  });
});
