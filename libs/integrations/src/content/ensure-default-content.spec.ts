import { type Blueprint, entryPrograms, type JsonObject, parseMapping } from '@longshore/domain';
import { defaultBlueprints, defaultMapping, startingKinds } from '@longshore/kinds';
import { PortCatalog } from '@longshore/port';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IntegrationSettings } from '../integration-settings.js';
import { PreparedTenant } from '../testing/prepared-tenant.js';
import { EnsureDefaultContent } from './ensure-default-content.js';

describe('the default content', () => {
  const catalog = new PortCatalog();
  let tenant: PreparedTenant;

  beforeEach(async () => {
    tenant = await PreparedTenant.start();
  });
  afterEach(() => tenant.stop());

  async function map(document: JsonObject): Promise<void> {
    const mapping = { source: '', document, entries: entryPrograms(parseMapping(document)), actor: 'tenant' };
    await tenant.mappings.append(tenant.tenantId, tenant.integrationId, mapping);
  }

  function ensure(settings: Partial<IntegrationSettings> = {}) {
    const integration = { id: tenant.integrationId, settings: IntegrationSettings.parse(settings) };
    return new EnsureDefaultContent(catalog, tenant.mappings).run(tenant.access, integration);
  }

  const identifiers = async () => (await catalog.blueprints(tenant.access)).map(({ identifier }) => identifier).sort();

  it('is every blueprint of the default mapping, relations included', async () => {
    await map(defaultMapping());

    const { created } = await ensure();

    expect([...created].sort()).toEqual(startingKinds.map(({ blueprint }) => blueprint.identifier).sort());
    expect(await identifiers()).toEqual([...created].sort());
    const made = (await catalog.blueprints(tenant.access)).find(({ identifier }) => identifier === 's3Bucket');
    expect(made?.relations).toEqual(defaultBlueprints().find(({ identifier }) => identifier === 's3Bucket')?.relations);
  });

  it('is only what a mapping of the user writes to, with what that relates to', async () => {
    await map(mappingTo('"s3Bucket"'));

    await ensure();

    expect(await identifiers()).toEqual(['awsAccount', 's3Bucket']);
  });

  it('is nothing for blueprints of the user, nor where it is not wanted', async () => {
    await map(mappingTo('"myBucket"'));
    await ensure();
    await map(mappingTo('"s3Bucket"'));
    await ensure({ createDefaultResources: false });

    expect(await identifiers()).toEqual([]);
  });

  it('adds what an existing blueprint lacks and leaves the rest as the user has it', async () => {
    await map(mappingTo('"s3Bucket"'));
    const own: Blueprint = {
      identifier: 's3Bucket',
      title: 'Our buckets',
      schema: {
        properties: { region: { type: 'string', title: 'Where' }, owner: { type: 'string' } },
        required: ['owner'],
      },
      relations: {},
    };
    await catalog.createBlueprint(tenant.access, own);

    const { extended } = await ensure();

    const [now] = (await catalog.blueprints(tenant.access)).filter(({ identifier }) => identifier === 's3Bucket');
    const ours = defaultBlueprints().find(({ identifier }) => identifier === 's3Bucket');
    expect(extended).toEqual(['s3Bucket']);
    expect(now).toMatchObject({ title: 'Our buckets', schema: { required: ['owner'] } });
    expect(now?.schema.properties).toEqual({ ...ours?.schema.properties, ...own.schema.properties });
    expect(Object.keys(now?.relations ?? {})).toEqual(['account']);
  });

  it('is made once when several account syncs ask side by side, and then left alone', async () => {
    await map(mappingTo('"s3Bucket"'));

    const both = await Promise.all([ensure(), ensure()]);
    const later = await ensure();

    expect(both.flatMap(({ created }) => created).sort()).toEqual(['awsAccount', 's3Bucket']);
    expect(later).toEqual({ created: [], extended: [] });
  });
});

function mappingTo(blueprint: string): JsonObject {
  const mappings = { identifier: '.Properties.Arn', blueprint };
  return { resources: [{ kind: 'AWS::S3::Bucket', port: { entity: { mappings } } }] };
}
