import { createHash } from 'node:crypto';
import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { IdempotencyStore } from './idempotency-store.js';
import { IdempotencyMismatch } from './store-errors.js';

describe('the store of idempotency keys', () => {
  let fixture: StoreFixture;
  let store: IdempotencyStore;
  let tenantId: TenantId;
  const hash = createHash('sha256').update('request').digest();

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    store = new IdempotencyStore(fixture.tenants);
  });

  beforeEach(async () => {
    tenantId = await fixture.tenant();
  });

  afterAll(() => fixture.close());

  it('lets a request through once and repeats its answer', async () => {
    expect(await store.begin(tenantId, 'k', hash)).toEqual({ state: 'new' });
    expect(await store.begin(tenantId, 'k', hash)).toEqual({ state: 'running' });

    await store.finish(tenantId, 'k', { status: 201, response: { id: 'x' } });

    expect(await store.begin(tenantId, 'k', hash)).toEqual({ state: 'answered', status: 201, response: { id: 'x' } });
  });

  it('lets one of many simultaneous requests through', async () => {
    const verdicts = await Promise.all(Array.from({ length: 4 }, () => store.begin(tenantId, 'k', hash)));

    expect(verdicts.map(({ state }) => state).sort()).toEqual(['new', 'running', 'running', 'running']);
  });

  it('refuses the key for another request', async () => {
    await store.begin(tenantId, 'k', hash);

    await expect(store.begin(tenantId, 'k', createHash('sha256').digest())).rejects.toThrow(IdempotencyMismatch);
  });

  it('repeats an answer that is null', async () => {
    await store.begin(tenantId, 'k', hash);
    await store.finish(tenantId, 'k', { status: 204, response: null });

    expect(await store.begin(tenantId, 'k', hash)).toEqual({ state: 'answered', status: 204, response: null });
  });

  it('frees the key of a request that failed, but not of one that was answered', async () => {
    await store.begin(tenantId, 'k', hash);
    await store.abandon(tenantId, 'k');
    expect(await store.begin(tenantId, 'k', hash)).toEqual({ state: 'new' });

    await store.finish(tenantId, 'k', { status: 201, response: {} });
    await store.abandon(tenantId, 'k');

    expect(await store.begin(tenantId, 'k', hash)).toMatchObject({ state: 'answered' });
  });

  it('keeps the keys of tenants apart, and forgets them after a day', async () => {
    await store.begin(tenantId, 'k', hash);
    expect(await store.begin(await fixture.tenant(), 'k', hash)).toEqual({ state: 'new' });

    await fixture.tenants.transaction(tenantId, (prisma) =>
      prisma.idempotency.updateMany({ data: { expiresAt: new Date(0) } }),
    );

    expect(await store.begin(tenantId, 'k', createHash('sha256').digest())).toEqual({ state: 'new' });
  });
});
