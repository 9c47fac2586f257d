import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  session = await PortSession.open(port.url, acme);
  await session.call('POST', '/v1/integration', {
    installationId: 'main',
    installationAppType: 'longshore-aws',
    version: '1.0.0',
    config: { resources: [] },
    changelogDestination: {},
    processingMode: 'ocean-core',
  });
});
afterAll(() => port.close());

const ONE = '/v1/integration/main';
const time = expect.any(String);
const internalId = expect.stringMatching(/^integration_/);

describe('an integration', () => {
  it('is told with the members Port adds', async () => {
    expect(await session.call('GET', ONE)).toEqual({
      status: 200,
      body: {
        ok: true,
        integration: {
          _id: internalId,
          _orgId: 'org_acme',
          identifier: 'main',
          installationId: 'main',
          installationAppType: 'longshore-aws',
          integrationType: 'longshore-aws',
          installationType: 'OnPrem',
          logAttributes: { ingestId: internalId, ingestUrl: expect.stringMatching(/\/ingest\/integration_\w+\/logs$/) },
          metricAttributes: { ingestId: internalId, ingestUrl: expect.stringMatching(/\/ingest\/integration_\w+$/) },
          version: '1.0.0',
          config: { resources: [] },
          changelogDestination: {},
          processingMode: 'ocean-core',
          createdAt: time,
          createdBy: 'acme',
          updatedAt: time,
          updatedBy: 'acme',
        },
      },
    });
  });

  it('is asked for a resync by an empty PATCH only', async () => {
    await session.call('PATCH', ONE, { version: '1.0.1' });
    const before = await session.call('GET', `${ONE}/resync-request`);
    await session.call('PATCH', ONE, {});

    expect(before).toEqual({ status: 200, body: { ok: true, request: null } });
    expect(await session.call('GET', `${ONE}/resync-request`)).toEqual({
      status: 200,
      body: { ok: true, request: { updatedAt: time } },
    });
  });

  it('keeps how its resync stands', async () => {
    const state = { status: 'running', lastResyncStart: '2026-01-01T00:00:00.000Z', lastResyncEnd: null };

    const { body } = await session.call('PATCH', `${ONE}/resync-state`, state);

    expect((body as { integration: { resyncState: unknown } }).integration.resyncState).toEqual({
      ...state,
      updatedAt: time,
    });
  });

  it('takes examples of a kind and a new mapping', async () => {
    const kind = encodeURIComponent('AWS::S3::Bucket');

    expect(await session.call('POST', `${ONE}/kinds/${kind}/examples`, { examples: [{ a: 1 }] })).toEqual({
      status: 200,
      body: { ok: true },
    });
    const mappings = { identifier: '.Identifier', blueprint: '"bucket"' };
    const resource = { kind: 'AWS::S3::Bucket', selector: {}, port: { entity: { mappings } } };
    expect((await session.call('PATCH', `${ONE}/config`, { config: { resources: [resource] } })).status).toEqual(200);
    const unselected = { ...resource, selector: undefined };
    expect((await session.call('PATCH', `${ONE}/config`, { config: { resources: [unselected] } })).status).toEqual(422);
    expect((await session.call('PATCH', `${ONE}/config`, { config: {}, title: 'no' })).status).toEqual(422);
  });

  it('is not registered twice, nor found after its deletion', async () => {
    const again = { installationId: 'other', installationAppType: 'longshore-aws' };
    await session.call('POST', '/v1/integration', again);

    expect((await session.call('POST', '/v1/integration', again)).status).toEqual(409);
    expect((await session.call('DELETE', '/v1/integration/other')).status).toEqual(200);
    expect((await session.call('GET', '/v1/integration/other')).status).toEqual(404);
  });
});
