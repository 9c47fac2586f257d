import { createHash, randomUUID } from 'node:crypto';
import { NotFound, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { ApiKeyStore } from './api-key-store.js';
import { TenantStore } from './tenant-store.js';

describe('the store of API keys', () => {
  let fixture: StoreFixture;
  let store: ApiKeyStore;
  let tenantId: TenantId;

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    store = new ApiKeyStore(fixture.tenants, fixture.system);
    tenantId = await fixture.tenant();
  });

  afterAll(() => fixture.close());

  async function add(): Promise<{ id: string; hash: Uint8Array }> {
    const id = randomUUID();
    const hash = createHash('sha256').update(id).digest();
    await store.add(tenantId, { id, hash, prefix: 'lsk_1234' });
    return { id, hash };
  }

  it('finds the holder of a key by its hash alone', async () => {
    const { id, hash } = await add();

    expect(await store.findByHash(hash)).toEqual({ tenantId, keyId: id, tenantState: 'active' });
    expect(await store.findByHash(createHash('sha256').digest())).toBeNull();
  });

  it('knows a revoked key no more, but lists it', async () => {
    const { id, hash } = await add();

    await store.revoke(tenantId, id);
    const [revoked] = (await store.list(tenantId)).filter((key) => key.id === id);
    await store.revoke(tenantId, id);

    expect(await store.findByHash(hash)).toBeNull();
    expect(revoked).toEqual({
      id,
      prefix: 'lsk_1234',
      createdAt: expect.any(Date),
      lastUsedAt: null,
      revokedAt: expect.any(Date),
    });
    expect((await store.list(tenantId)).find((key) => key.id === id)).toEqual(revoked);
  });

  it('cannot be made to revoke the key of another tenant', async () => {
    const { id, hash } = await add();

    await expect(store.revoke(await fixture.tenant(), id)).rejects.toThrow(NotFound);

    expect(await store.findByHash(hash)).not.toBeNull();
  });

  it('writes the last use at most once a minute', async () => {
    const { id } = await add();
    const lastUse = async () => (await store.list(tenantId)).find((key) => key.id === id)?.lastUsedAt;

    await store.recordUse(tenantId, id);
    const first = await lastUse();
    await store.recordUse(tenantId, id);

    expect(first).toEqual(expect.any(Date));
    expect(await lastUse()).toEqual(first);
  });

  it('tells the state of the tenant, so that a leaving one can be refused', async () => {
    const leaving = await fixture.tenant();
    const hash = createHash('sha256').update(leaving).digest();
    await store.add(leaving, { id: randomUUID(), hash, prefix: 'lsk_5678' });

    await new TenantStore(fixture.tenants, fixture.system).markDeleting(leaving);

    expect((await store.findByHash(hash))?.tenantState).toBe('deleting');
  });
});
