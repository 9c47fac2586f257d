import { randomUUID } from 'node:crypto';
import { Conflict, IntegrationId, NotFound, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { IntegrationStore } from './integration-store.js';
import { VersionMismatch } from './store-errors.js';

describe('the store of integrations', () => {
  let fixture: StoreFixture;
  let store: IntegrationStore;
  let tenantId: TenantId;

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    store = new IntegrationStore(fixture.tenants);
    tenantId = await fixture.tenant();
  });

  afterAll(() => fixture.close());

  it('keeps what was configured, pending and without a schedule', async () => {
    const id = IntegrationId.parse(randomUUID());
    const accounts = { mode: 'list', roleArns: [] };
    const settings = { title: 'Production' };

    const created = await store.create(tenantId, {
      id,
      identifier: 'first',
      accounts,
      intervalMinutes: null,
      settings,
    });

    expect(created).toEqual({
      tenantId,
      id,
      identifier: 'first',
      state: 'pending',
      accounts,
      intervalMinutes: null,
      nextDueAt: null,
      cap: 5,
      mappingNo: null,
      pushEpoch: 1,
      settings,
      version: 1,
      createdAt: expect.any(Date),
      deletedAt: null,
    });
    expect(await store.get(tenantId, id)).toEqual(created);
    expect(await store.getByIdentifier(tenantId, 'first')).toEqual(created);
  });

  it('refuses a second one of the same identifier, unless the first was deleted or belongs to another tenant', async () => {
    const id = await fixture.integration(tenantId, 'twice');

    await expect(fixture.integration(tenantId, 'twice')).rejects.toThrow(Conflict);
    const other = await fixture.tenant();
    const elsewhere = await fixture.integration(other, 'twice');
    expect(await store.getByIdentifier(other, 'twice')).toMatchObject({ id: elsewhere, tenantId: other });
    await store.setState(tenantId, id, 'deleted');

    const next = await fixture.integration(tenantId, 'twice');
    expect((await store.getByIdentifier(tenantId, 'twice'))?.id).toBe(next);
    expect(await store.get(tenantId, id)).toMatchObject({ state: 'deleted', deletedAt: expect.any(Date) });
  });

  it('changes what is named and counts the version', async () => {
    const id = await fixture.integration(tenantId, 'changing');
    const nextDueAt = new Date('2026-11-23T00:00:00Z');

    const changed = await store.update(tenantId, id, { intervalMinutes: 5, nextDueAt }, 1);

    expect(changed).toMatchObject({ intervalMinutes: 5, nextDueAt, cap: 5, version: 2 });
    await expect(store.update(tenantId, id, { cap: 9 }, 1)).rejects.toThrow(VersionMismatch);
    expect(await store.get(tenantId, id)).toEqual(changed);
  });

  it('treats the integration of another tenant as one that does not exist', async () => {
    const id = await fixture.integration(tenantId, 'private');
    const stranger = await fixture.tenant();

    expect(await store.get(stranger, id)).toBeNull();
    expect(await store.getByIdentifier(stranger, 'private')).toBeNull();
    await expect(store.update(stranger, id, { cap: 1 })).rejects.toThrow(NotFound);
    await expect(store.setState(stranger, id, 'paused')).rejects.toThrow(NotFound);
  });

  it('lists live ones by identifier, page by page', async () => {
    const tenant = await fixture.tenant();
    for (const identifier of ['c', 'a', 'gone', 'b']) await fixture.integration(tenant, identifier);
    const gone = await store.getByIdentifier(tenant, 'gone');
    await store.setState(tenant, gone?.id ?? IntegrationId.parse(randomUUID()), 'deleted');

    const first = await store.list(tenant, { limit: 2 });
    const second = await store.list(tenant, { limit: 2, cursor: first.nextCursor ?? '' });

    expect(first).toMatchObject({ rows: [{ identifier: 'a' }, { identifier: 'b' }], nextCursor: 'b' });
    expect(second).toMatchObject({ rows: [{ identifier: 'c' }], nextCursor: null });
  });
});
