import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, globex, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme, globex] });
});
afterAll(() => port.close());

const TOKEN = '/v1/auth/access_token';
const credentials = { clientId: acme.clientId, clientSecret: acme.clientSecret };

async function post(body: unknown, headers: { [name: string]: string } = {}) {
  const response = await fetch(port.url + TOKEN, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { [member: string]: unknown } };
}

describe('the token route', () => {
  it('gives the active token again until it expires', async () => {
    const first = await post(credentials);
    const second = await post(credentials);

    expect(second.body['accessToken']).toEqual(first.body['accessToken']);
  });

  it('refuses a wrong secret', async () => {
    expect(await post({ ...credentials, clientSecret: 'wrong' })).toEqual({
      status: 401,
      body: { ok: false, error: 'invalid_credentials', message: 'Invalid clientId or clientSecret' },
    });
  });

  it('refuses a bearer token sent along', async () => {
    expect(await post(credentials, { authorization: 'Bearer stale' })).toEqual({
      status: 401,
      body: { ok: false, error: 'unauthorized', message: 'The access token is not valid' },
    });
  });

  it('refuses keys it does not know', async () => {
    expect(await post({ ...credentials, scope: 'all' })).toEqual({
      status: 422,
      body: { ok: false, error: 'invalid_request', message: '/ Unrecognized key: "scope"' },
    });
  });
});

describe('every other route', () => {
  it('refuses a missing and a wrong token', async () => {
    const refusal = {
      ok: false,
      error: 'unauthorized',
      message: 'The access token is missing, expired or not valid',
    };
    const anonymous = await fetch(`${port.url}/v1/organization`);
    const stranger = await fetch(`${port.url}/v1/blueprints`, { headers: { authorization: 'Bearer nobody' } });

    expect([anonymous.status, await anonymous.json()]).toEqual([401, refusal]);
    expect([stranger.status, await stranger.json()]).toEqual([401, refusal]);
  });

  it('shows an organization only its own', async () => {
    const ours = await PortSession.open(port.url, acme);
    const theirs = await PortSession.open(port.url, globex);
    await ours.blueprint('service');

    expect(await theirs.call('GET', '/v1/organization')).toEqual({
      status: 200,
      body: { ok: true, organization: { id: 'org_globex', name: 'Globex', featureFlags: [] } },
    });
    expect(await theirs.call('GET', '/v1/blueprints')).toEqual({ status: 200, body: { ok: true, blueprints: [] } });
  });
});
