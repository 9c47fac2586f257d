import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, globex, PortSession } from './fixtures/port-session.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let session: PortSession;

const action = (identifier: string, members: object = {}) => ({
  identifier,
  trigger: { type: 'self-service', operation: 'CREATE' },
  invocationMethod: { type: 'WEBHOOK', url: 'https://longshore.example' },
  ...members,
});

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme, globex] });
  session = await PortSession.open(port.url, acme);
  await session.call('POST', '/v1/actions', action('sync'));
});
afterAll(() => port.close());

async function start(identifier: string): Promise<{ id: string; status: string }> {
  const { body } = await session.call('POST', `/v1/actions/${identifier}/runs`, { properties: { account: '1' } });
  return (body as { run: { id: string; status: string } }).run;
}

async function stateOf(id: string) {
  const { body } = await session.call('GET', `/v1/actions/runs/${id}`);
  const { status, statusLabel, link, endedAt } = (body as { run: { [member: string]: unknown } }).run;
  return { status, statusLabel, link, hasEnded: endedAt !== null };
}

describe('an action', () => {
  it('is created once, replaced and deleted', async () => {
    expect((await session.call('POST', '/v1/actions', action('once'))).status).toEqual(201);
    expect((await session.call('POST', '/v1/actions', action('once'))).status).toEqual(409);
    await session.call('PUT', '/v1/actions/once', action('once', { title: 'Once' }));
    expect((await session.call('GET', '/v1/actions/once')).body).toMatchObject({ action: { title: 'Once' } });
    await session.call('DELETE', '/v1/actions/once');
    expect((await session.call('GET', '/v1/actions/once')).status).toEqual(404);
  });

  it('belongs to its organization, and to a blueprint that exists', async () => {
    const other = await PortSession.open(port.url, globex);
    const trigger = { type: 'self-service', operation: 'DAY-2', blueprintIdentifier: 'none' };

    expect((await other.call('GET', '/v1/actions')).body).toEqual({ ok: true, actions: [] });
    expect((await session.call('POST', '/v1/actions', action('lost', { trigger }))).status).toEqual(404);
  });
});

describe('a run', () => {
  it('is told as it was last reported, and not changed once it ended', async () => {
    const { id } = await start('sync');
    const path = `/v1/actions/runs/${id}`;
    await session.call('PATCH', path, { statusLabel: 'Working', link: 'https://longshore.example/1' });
    const told = { statusLabel: 'Working', link: ['https://longshore.example/1'] };

    expect(await stateOf(id)).toEqual({ ...told, status: 'IN_PROGRESS', hasEnded: false });
    await session.call('PATCH', path, { status: 'SUCCESS' });
    expect(await stateOf(id)).toEqual({ ...told, status: 'SUCCESS', hasEnded: true });
    expect((await session.call('PATCH', path, { status: 'FAILURE' })).status).toEqual(422);
    expect((await session.call('GET', '/v1/actions/runs?active=true&action=sync')).body).toEqual({
      ok: true,
      runs: [],
    });
  });

  it('keeps its log, which may end it once', async () => {
    const { id } = await start('sync');
    const path = `/v1/actions/runs/${id}/logs`;
    await session.call('POST', path, { message: 'one' });
    expect((await session.call('POST', path, { message: 'two', terminationStatus: 'FAILURE' })).status).toEqual(201);
    expect((await session.call('POST', path, { message: 'no', terminationStatus: 'SUCCESS' })).status).toEqual(422);

    expect((await stateOf(id)).status).toEqual('FAILURE');
    expect((await session.call('GET', `${path}?limit=1&offset=1`)).body).toMatchObject({
      runLogs: [{ runId: id, message: 'two', createdBy: 'acme' }],
    });
  });

  it('waits for an approval where its action needs one', async () => {
    await session.call('POST', '/v1/actions', action('grant', { requiredApproval: true }));
    const [approved, declined] = [await start('grant'), await start('grant')];
    const decide = (id: string, status: string) => session.call('PATCH', `/v1/actions/runs/${id}/approval`, { status });
    await decide(approved.id, 'APPROVE');
    await decide(declined.id, 'DECLINE');

    expect(approved.status).toEqual('WAITING_FOR_APPROVAL');
    expect([(await stateOf(approved.id)).status, (await stateOf(declined.id)).status]).toEqual([
      'IN_PROGRESS',
      'DECLINED',
    ]);
    expect((await decide(approved.id, 'APPROVE')).status).toEqual(422);
  });
});
