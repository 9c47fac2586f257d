import { NotFound, type IntegrationId, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { IntegrationStore } from './integration-store.js';
import { MappingStore, type NewMapping } from './mapping-store.js';
import { VersionMismatch } from './store-errors.js';

describe('the store of mappings', () => {
  let fixture: StoreFixture;
  let store: MappingStore;
  let tenantId: TenantId;
  let integrationId: IntegrationId;

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    store = new MappingStore(fixture.tenants);
  });

  beforeEach(async () => {
    tenantId = await fixture.tenant();
    integrationId = await fixture.integration(tenantId);
  });

  afterAll(() => fixture.close());

  function mapping(source: string): NewMapping {
    const entities = [{ identifier: '.Properties.BucketName', blueprint: 'bucket', relations: { account: '.a' } }];
    const entry = {
      key: 'AWS::S3::Bucket#0',
      kind: 'AWS::S3::Bucket',
      selector: null,
      itemsToParse: null,
      itemsToParseName: 'item',
      itemsToParseTopLevelTransform: true,
      entities,
    };
    return { source, document: { resources: [] }, entries: [entry], actor: 'api-key lsk_1234' };
  }

  it('stores versions and lets new syncs use the newest', async () => {
    const first = await store.append(tenantId, integrationId, mapping('one'));
    const second = await store.append(tenantId, integrationId, mapping('two'));

    expect(first).toEqual({ ...mapping('one'), no: 1, createdAt: expect.any(Date) });
    expect(await store.current(tenantId, integrationId)).toEqual(second);
    expect(await store.get(tenantId, integrationId, 1)).toEqual(first);
    expect(await store.get(tenantId, integrationId, 3)).toBeNull();
    expect((await new IntegrationStore(fixture.tenants).get(tenantId, integrationId))?.mappingNo).toBe(2);
  });

  it('refuses a version that was written on top of an older one', async () => {
    await store.append(tenantId, integrationId, mapping('one'), null);
    await store.append(tenantId, integrationId, mapping('two'), 1);

    await expect(store.append(tenantId, integrationId, mapping('late'), 1)).rejects.toThrow(VersionMismatch);
    await expect(store.append(tenantId, integrationId, mapping('late'), null)).rejects.toThrow(VersionMismatch);

    expect((await store.current(tenantId, integrationId))?.source).toBe('two');
  });

  it('numbers versions without a gap when they are written at once', async () => {
    const written = await Promise.all(
      ['a', 'b', 'c'].map((source) => store.append(tenantId, integrationId, mapping(source))),
    );

    expect(written.map(({ no }) => no).sort()).toEqual([1, 2, 3]);
  });

  it('lists newest first, page by page', async () => {
    for (const source of ['one', 'two', 'three']) await store.append(tenantId, integrationId, mapping(source));

    const first = await store.list(tenantId, integrationId, { limit: 2 });
    const second = await store.list(tenantId, integrationId, { limit: 2, cursor: first.nextCursor ?? '' });

    expect(first).toMatchObject({ rows: [{ no: 3 }, { no: 2 }], nextCursor: '2' });
    expect(second).toMatchObject({ rows: [{ no: 1 }], nextCursor: null });
  });

  it('stores nothing for the integration of another tenant', async () => {
    await expect(store.append(await fixture.tenant(), integrationId, mapping('foreign'))).rejects.toThrow(NotFound);

    expect(await store.current(tenantId, integrationId)).toBeNull();
  });
});
