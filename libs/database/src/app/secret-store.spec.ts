import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { SecretStore } from './secret-store.js';

describe('the store of secrets', () => {
  let fixture: StoreFixture;
  let store: SecretStore;

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    store = new SecretStore(fixture.tenants);
  });

  afterAll(() => fixture.close());

  it('holds the newest version of each purpose', async () => {
    const tenantId = await fixture.tenant();
    await store.put(tenantId, 'port', Buffer.from('one'));
    await store.put(tenantId, 'webhook', Buffer.from('other'));

    const second = await store.put(tenantId, 'port', Buffer.from('two'));

    expect(second).toEqual({
      id: expect.any(String),
      purpose: 'port',
      version: 2,
      ciphertext: new Uint8Array(Buffer.from('two')),
      createdAt: expect.any(Date),
    });
    expect(await store.current(tenantId, 'port')).toEqual(second);
    expect((await store.current(tenantId, 'webhook'))?.version).toBe(1);
    expect(await store.current(tenantId, 'none')).toBeNull();
  });

  it('numbers versions without a gap when they are written at once', async () => {
    const tenantId = await fixture.tenant();

    const written = await Promise.all(['a', 'b', 'c'].map((text) => store.put(tenantId, 'port', Buffer.from(text))));

    expect(written.map(({ version }) => version).sort()).toEqual([1, 2, 3]);
    expect((await store.current(tenantId, 'port'))?.version).toBe(3);
  });

  it('shows no secret of another tenant', async () => {
    await store.put(await fixture.tenant(), 'port', Buffer.from('mine'));

    expect(await store.current(await fixture.tenant(), 'port')).toBeNull();
  });
});
