import { startSandboxPort, type SandboxPort } from '@longshore/sandbox';
import { type PortAccess, PortRejected } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, acmeAccess, batch, Behind, blueprint, entity, USER_AGENT } from './fixtures/acme.js';
import { PortCatalog } from './port-catalog.js';

let port: SandboxPort;
let access: PortAccess;
const catalog = new PortCatalog();

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  access = acmeAccess(port.url);
  await catalog.createBlueprint(access, blueprint('account'));
  const relations = { account: { target: 'account', required: false, many: false } };
  await catalog.createBlueprint(access, blueprint('bucket', relations));
});
afterAll(() => port.close());

describe('an organization', () => {
  it('is told by its credentials', async () => {
    expect(await catalog.organization(access)).toEqual({ id: 'org_acme', name: 'Acme' });
  });
});

describe('a blueprint', () => {
  it('comes back as it was created', async () => {
    const lambda = { ...blueprint('lambda'), icon: 'Lambda', description: 'A function' };
    await catalog.createBlueprint(access, lambda);

    expect((await catalog.blueprints(access)).find((one) => one.identifier === 'lambda')).toMatchObject(lambda);
  });

  it('is not created over an existing one', async () => {
    await expect(catalog.createBlueprint(access, blueprint('account'))).rejects.toEqual(
      new PortRejected(409, 'identifier_taken', 'Blueprint "account" exists already'),
    );
  });

  it('is extended without changing its title', async () => {
    await catalog.createBlueprint(access, blueprint('grown'));
    const extended = blueprint('grown', { account: { target: 'account', required: false, many: false } });
    await catalog.extendBlueprint(access, { ...extended, title: 'Ours' });

    expect((await catalog.blueprints(access)).find((one) => one.identifier === 'grown')).toMatchObject({
      ...extended,
      title: 'grown',
    });
  });
});

describe('entities', () => {
  it('are upserted, counted, read back and deleted', async () => {
    await catalog.upsert(access, batch([entity('arn:aws:s3:::a/b', { title: 'A' }), entity('c')]));

    expect(await catalog.count(access, 'bucket')).toEqual(2);
    const found = await catalog.read(access, 'bucket', ['arn:aws:s3:::a/b', 'absent']);
    expect(found.map((one) => [one['identifier'], one['title']])).toEqual([['arn:aws:s3:::a/b', 'A']]);
    const doomed = { blueprint: 'bucket', identifiers: ['arn:aws:s3:::a/b', 'c'] };
    expect(await catalog.delete(access, doomed)).toEqual(['arn:aws:s3:::a/b', 'c']);
    expect(await catalog.count(access, 'bucket')).toEqual(0);
  });

  it('carry the datasource of the integration', async () => {
    await catalog.upsert(access, batch([entity('owned')]));

    const owned = { datasource_prefix: USER_AGENT, datasource_suffix: USER_AGENT };
    const token = await fetch(`${port.url}/v1/auth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientId: acme.clientId, clientSecret: acme.clientSecret }),
    });
    const { accessToken } = (await token.json()) as { accessToken: string };
    const answer = await fetch(`${port.url}/v1/blueprints/entities/datasource-entities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
      body: JSON.stringify(owned),
    });
    const { entities } = (await answer.json()) as { entities: { identifier: string }[] };
    expect(entities.map((one) => one.identifier)).toEqual(['owned']);
  });

  it('of a blueprint that does not exist cannot be counted', async () => {
    await expect(catalog.count(access, 'absent')).rejects.toEqual(
      new PortRejected(404, 'not_found', 'Blueprint with identifier "absent" was not found'),
    );
  });

  it('are never asked for with a path that leads elsewhere', async () => {
    await expect(catalog.count(access, '..')).rejects.toEqual(
      new PortRejected(422, 'invalid_request', '".." is not an identifier'),
    );
  });
});

describe('an integration', () => {
  const integration = { identifier: 'main', type: 'aws', version: '1.0.0', mapping: { resources: [] } };
  const patches = async () => (await new Behind(port.url).requests())['PATCH /v1/integration/:identifier'] ?? 0;

  it('is registered once and then changed only when it differs', async () => {
    expect(await catalog.recordIntegration(access, integration)).toEqual(true);
    expect(await catalog.recordIntegration(access, integration)).toEqual(true);
    expect(await patches()).toEqual(0);
    expect(await catalog.recordIntegration(access, { ...integration, version: '1.0.1' })).toEqual(true);
    expect(await patches()).toEqual(1);
  });

  it('has its mapping recorded in the form Port asks for', async () => {
    const mappings = { identifier: '.Identifier', blueprint: '"bucket"' };
    const resources = [{ kind: 'AWS::S3::Bucket', port: { entity: { mappings } } }];

    expect(await catalog.recordIntegration(access, { ...integration, mapping: { resources } })).toEqual(true);
  });

  it('reports its resync', async () => {
    await catalog.recordIntegration(access, integration);
    const startedAt = new Date('2026-01-01T00:00:00Z');
    const report = { status: 'running' as const, startedAt, endedAt: null, nextAt: null, intervalMinutes: 60 };

    expect(await catalog.reportResync(access, 'main', report)).toEqual(true);
    expect(await catalog.reportResync(access, 'unregistered', report)).toEqual(false);
  });

  it('has examples of its kinds, as many as Port takes', async () => {
    await catalog.recordIntegration(access, integration);
    const examples = (count: number) => ({
      identifier: 'main',
      kind: 'AWS::S3::Bucket',
      examples: Array.from({ length: count }, (_, index) => ({ Identifier: String(index) })),
    });

    expect(await catalog.sendExamples(access, examples(5))).toEqual(true);
    expect(await catalog.sendExamples(access, examples(6))).toEqual(false);
    expect(await catalog.sendExamples(access, { ...examples(1), identifier: 'unregistered' })).toEqual(false);
  });

  it('that Port refuses is reported as not recorded', async () => {
    await new Behind(port.url).fault({ effect: 'status', status: 403, route: 'POST /v1/integration' });

    expect(await catalog.recordIntegration(access, { ...integration, identifier: 'refused' })).toEqual(false);
  });
});
