import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, PortSession } from './fixtures/port-session.js';
import type { Rejection } from './fixtures/rejection.js';
import { REJECTIONS } from './fixtures/rejections.js';
import { startSandboxPort, type SandboxPort } from './sandbox-port.js';

let port: SandboxPort;
let token: string;

const properties = {
  name: { type: 'string' },
  size: { type: 'number', maximum: 10 },
  zones: { type: 'array', items: { type: 'string' } },
  link: { type: 'string', format: 'url' },
  made: { type: 'string', format: 'date-time' },
  tier: { type: 'string', enum: ['gold', 'silver'] },
  code: { type: 'string', pattern: '^[0-9]+$' },
};

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  const session = await PortSession.open(port.url, acme);
  await session.blueprint('account');
  const toAccount = { target: 'account', required: false, many: false };
  await session.blueprint('bucket', {
    schema: { properties, required: [] },
    relations: { account: toAccount, replicas: { target: 'bucket', required: false, many: true } },
  });
  await session.blueprint('strict', {
    schema: { properties, required: ['name'] },
    relations: { account: { ...toAccount, required: true } },
  });
  const named = (identifier: string, name: string) => ({ identifier, properties: { name } });
  await session.upsert('account', [named('1', 'twin'), named('2', 'twin')]);
  await session.upsert('bucket', [
    { ...named('a', 'twin'), relations: { account: '1' } },
    { identifier: 'b', properties: { name: 'twin' } },
  ]);
  for (let batch = 0; batch < 6; batch++) {
    const crowd = Array.from({ length: 20 }, (_, index) => named(`crowd-${batch}-${index}`, 'crowd'));
    await session.upsert('bucket', crowd);
  }
  await session.call('POST', '/v1/integration', { installationId: 'main', installationAppType: 'longshore-aws' });
  const { clientId, clientSecret } = acme;
  const answer = await fetch(`${port.url}/v1/auth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, clientSecret }),
  });
  token = ((await answer.json()) as { accessToken: string }).accessToken;
});
afterAll(() => port.close());

async function refusalOf({ method, path, body, headers }: Rejection) {
  const { authorization = `Bearer ${token}`, ...others } = headers ?? {};
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(port.url + path, {
    method,
    headers: {
      ...(authorization !== '' && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...others,
    },
    ...(body !== undefined && { body: content }),
  });
  return { status: answer.status, body: await answer.json() };
}

async function lastChange(): Promise<number> {
  const journal = (await (await fetch(`${port.url}/_sandbox/journal?limit=1`)).json()) as { last: number };
  return journal.last;
}

/** The rows of the first table below that heading: status, error, when. */
async function documented(): Promise<string[]> {
  const page = await readFile(new URL('../../../../docs/sandbox-port.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('## What it refuses');
  return [...section.matchAll(/^\| (\d{3}) \| `([a-z_]+)` \| (.+) \|$/gm)].map((cells) => cells.slice(1).join(' '));
}

describe('the stand-in refuses', () => {
  it.each(REJECTIONS.map((rejection) => ({ ...rejection, name: rejection.when })))('$name', async (rejection) => {
    const before = await lastChange();

    expect(await refusalOf(rejection)).toEqual({
      status: rejection.status,
      body: { ok: false, error: rejection.error, message: expect.any(String) },
    });
    expect(await lastChange()).toEqual(before);
  });

  it('what the page says, and nothing that the page lacks', async () => {
    const tested = REJECTIONS.map(({ status, error, when }) => `${status} ${error} ${when}`);

    expect((await documented()).sort()).toEqual(tested.sort());
    expect(tested.length).toBeGreaterThanOrEqual(30);
  });
});
