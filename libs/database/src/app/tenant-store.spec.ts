import { randomUUID } from 'node:crypto';
import { NotFound, TenantId } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { PortOrganizationTaken, VersionMismatch } from './store-errors.js';
import { TenantStore } from './tenant-store.js';

describe('the store of tenants', () => {
  let fixture: StoreFixture;
  let store: TenantStore;

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    store = new TenantStore(fixture.tenants, fixture.system);
  });

  afterAll(() => fixture.close());

  it('keeps what was registered', async () => {
    const tenant = fixture.newTenant({ settings: { note: 'first' } });

    const created = await store.create(tenant);

    expect(created).toEqual({
      ...tenant,
      dek: new Uint8Array(tenant.dek),
      state: 'active',
      switches: { syncs: 'on', pushes: 'on', deletions: 'on' },
      version: 1,
      createdAt: expect.any(Date),
      deletedAt: null,
      removalAskedAt: null,
    });
    expect(await store.get(tenant.id)).toEqual(created);
  });

  it('knows no tenant that was never registered', async () => {
    expect(await store.get(TenantId.parse(randomUUID()))).toBeNull();
  });

  it('gives a Port organization to one tenant, and frees it when that tenant is deleted', async () => {
    const first = fixture.newTenant();
    await store.create(first);
    const second = fixture.newTenant({ portOrgId: first.portOrgId });

    await expect(store.create(second)).rejects.toThrow(new PortOrganizationTaken(first.portOrgId));
    await store.markDeleting(first.id);
    await expect(store.create(second)).rejects.toThrow(PortOrganizationTaken);
    await store.markDeleted(first.id);

    expect((await store.create(second)).portOrgId).toBe(first.portOrgId);
  });

  it('changes what is named and nothing else', async () => {
    const id = await fixture.tenant({ settings: { kept: true } });

    const changed = await store.update(id, { name: 'Quay', switches: { deletions: 'hold' } }, 1);

    expect(changed).toMatchObject({
      name: 'Quay',
      state: 'active',
      switches: { syncs: 'on', pushes: 'on', deletions: 'hold' },
      settings: { kept: true },
      version: 2,
    });
  });

  it('refuses a change that was made from an older version', async () => {
    const id = await fixture.tenant();
    await store.update(id, { name: 'Quay' });

    await expect(store.update(id, { name: 'Pier' }, 1)).rejects.toThrow(VersionMismatch);

    expect((await store.get(id))?.name).toBe('Quay');
  });

  it('destroys the data key with the last step of a deletion, and keeps the tombstone', async () => {
    const id = await fixture.tenant();

    await store.markDeleting(id);
    await store.markDeleting(id);
    const deleted = await store.markDeleted(id);

    expect(deleted).toMatchObject({ state: 'deleted', dek: null, dekKek: null, deletedAt: expect.any(Date) });
    expect(await store.get(id)).toEqual(deleted);
    await expect(store.update(id, { name: 'Quay' })).rejects.toThrow(NotFound);
    await expect(store.markDeleting(id)).rejects.toThrow(NotFound);
  });

  it('holds the last word on the entities of a tenant that is being deleted', async () => {
    const id = await fixture.tenant();

    expect((await store.markDeleting(id, 'delete')).removalAskedAt).toEqual(expect.any(Date));
    expect((await store.markDeleting(id)).removalAskedAt).toBeNull();
  });

  it('does not delete what was not announced', async () => {
    const id = await fixture.tenant();

    await expect(store.markDeleted(id)).rejects.toThrow(NotFound);

    expect((await store.get(id))?.dek).not.toBeNull();
  });

  it('serves the issuers of tenants that are neither deleting nor deleted', async () => {
    const served = fixture.newTenant();
    const leaving = fixture.newTenant();
    await store.create(served);
    await store.create(leaving);
    await store.markDeleting(leaving.id);

    const issuers = await store.issuers();

    expect(issuers).toContainEqual({ id: served.id, issuerUrl: served.issuerUrl });
    expect(issuers.map(({ id }) => id)).not.toContain(leaving.id);
  });

  it('lists every tenant once, page by page', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await store.list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
    }

    const all = await store.list({ limit: 200 });
    expect(seen).toEqual(all.rows.map(({ id }) => id));
    expect(all.nextCursor).toBeNull();
  });
});
