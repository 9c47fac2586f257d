import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, globex, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;
let id: string;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme, globex] });
  session = await PortSession.open(port.url, acme);
  const integration = { installationId: 'main', installationAppType: 'longshore-aws' };
  const { body } = await session.call('POST', '/v1/integration', integration);
  id = (body as { integration: { _id: string } }).integration._id;
});
afterAll(() => port.close());

const metrics = (eventId: string, kindIdentifier: string, syncState: string) => ({
  eventId,
  kindIdentifier,
  kind: kindIdentifier,
  syncState,
});
const notFound = { ok: false, error: 'not_found', message: expect.any(String) };

describe('the metrics of an integration', () => {
  it('are told per kind as they were last sent, of the newest resync', async () => {
    const start = { syncKindsMetrics: [metrics('r1', 'a-0', 'pending'), metrics('r1', '__runtime__', 'syncing')] };
    await session.call('POST', `/ingest/${id}/syncMetrics`, start);
    const done = metrics('r1', 'a-0', 'completed');
    await session.call('PUT', `/ingest/${id}/syncMetrics/resync/r1/kind/a-0`, { syncKindMetrics: done });
    const data = [done, metrics('r1', '__runtime__', 'syncing')];
    const told = { status: 200, body: { ok: true, count: 2, data } };

    expect(await session.call('GET', `/v1/integration/${id}/syncMetrics`)).toEqual(told);
    await session.call('POST', `/ingest/${id}/syncMetrics`, { syncKindsMetrics: [metrics('r2', 'a-0', 'failed')] });
    expect(await session.call('GET', `/v1/integration/${id}/syncMetrics?resyncId=r1`)).toEqual(told);
    expect(await session.call('GET', `/v1/integration/${id}/syncsMetadata`)).toMatchObject({
      body: {
        count: 2,
        data: [
          { eventId: 'r2', syncState: 'failed' },
          { eventId: 'r1', syncState: 'syncing' },
        ],
      },
    });
  });

  it('need a resync that was announced, and the own organization', async () => {
    const unknown = { syncKindMetrics: metrics('r9', 'a-0', 'completed') };
    const other = await PortSession.open(port.url, globex);

    expect(await session.call('PUT', `/ingest/${id}/syncMetrics/resync/r9/kind/a-0`, unknown)).toEqual({
      status: 404,
      body: notFound,
    });
    expect((await session.call('POST', `/ingest/${id}/heartbeat`, { eventId: 'r9' })).status).toEqual(404);
    expect((await session.call('POST', `/ingest/${id}/heartbeat`, { eventId: 'r1' })).status).toEqual(200);
    expect((await other.call('GET', `/v1/integration/${id}/syncMetrics`)).status).toEqual(404);
  });
});

describe('the logs of an integration', () => {
  it('are told newest first, by level', async () => {
    const line = (message: string, level: string) => ({ message, level, timestamp: '2026-01-01T00:00:00Z' });
    const logs = [line('one', 'INFO'), line('two', 'ERROR'), line('three', 'INFO')];
    await session.call('POST', `/ingest/${id}/logs`, { logs });

    expect(await session.call('GET', '/v1/integration/main/logs?level=INFO')).toEqual({
      status: 200,
      body: { ok: true, data: [logs[2], logs[0]] },
    });
    expect((await session.call('GET', '/v1/integration/main/logs?limit=301')).status).toEqual(422);
  });
});

describe('the cursor of an incremental sync', () => {
  it('is changed once it was begun', async () => {
    const path = '/v1/integration/main/cursor?kind=AWS%3A%3AS3%3A%3ABucket&index=0';
    const cursor = { primary: '2026-01-01T00:00:00Z' };

    expect(await session.call('PUT', path, cursor)).toEqual({ status: 404, body: notFound });
    expect(await session.call('POST', path, cursor)).toEqual({ status: 200, body: { ok: true, cursor } });
    expect(await session.call('GET', path)).toEqual({ status: 200, body: { ok: true, cursor } });
  });
});

describe('all integrations', () => {
  it('are told to members in short, and none is provisioned by Port', async () => {
    const updatedAt = expect.any(String);

    expect((await session.call('GET', '/v1/integration/metadata')).body).toEqual({
      ok: true,
      integrations: [{ id, installationId: 'main', integrationType: 'longshore-aws', updatedAt }],
    });
    expect((await session.call('GET', '/v1/integration/provision-enabled')).body).toEqual({
      ok: true,
      integrations: [],
    });
  });
});
