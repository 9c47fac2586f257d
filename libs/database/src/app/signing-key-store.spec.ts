import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { SigningKeyStore, type NewSigningKey } from './signing-key-store.js';

describe('the store of signing keys', () => {
  let fixture: StoreFixture | undefined;
  let store: SigningKeyStore;
  const retireAt = new Date('2026-11-24T00:00:00Z');

  beforeEach(async () => {
    await fixture?.close();
    fixture = await StoreFixture.open();
    store = new SigningKeyStore(fixture.system);
  });

  afterAll(() => fixture?.close());

  function key(kid: string): NewSigningKey {
    return {
      kid,
      alg: 'RS256',
      publicJwk: { kty: 'RSA', kid },
      privateCt: Buffer.from(`sealed ${kid}`),
      kek: 'kek-1',
      publishAt: new Date('2026-11-22T00:00:00Z'),
      activateAt: null,
    };
  }

  async function states(): Promise<string[]> {
    return (await store.list()).map(({ kid, state }) => `${kid} ${state}`);
  }

  it('keeps a new key pending', async () => {
    expect(await store.insert(key('a'))).toBe(true);

    expect(await store.list()).toEqual([
      { ...key('a'), privateCt: new Uint8Array(Buffer.from('sealed a')), state: 'pending', retireAt: null },
    ]);
  });

  it('takes one pending key when two replicas rotate at once', async () => {
    const inserted = await Promise.all([store.insert(key('a')), store.insert(key('b'))]);

    expect(inserted.sort()).toEqual([false, true]);
    expect(await store.list()).toHaveLength(1);
  });

  it('lets a key sign and its predecessor retire in one step', async () => {
    await store.insert(key('a'));
    await store.activate('a', retireAt);
    await store.insert(key('b'));

    expect(await store.activate('b', retireAt)).toBe(true);

    expect(await states()).toEqual(['a retiring', 'b active']);
    expect((await store.list())[0]?.retireAt).toEqual(retireAt);
  });

  it('activates a key once when two replicas try', async () => {
    await store.insert(key('a'));

    const activated = await Promise.all([store.activate('a', retireAt), store.activate('a', retireAt)]);

    expect(activated.sort()).toEqual([false, true]);
    expect(await states()).toEqual(['a active']);
  });

  it('erases the private half of a key that retires', async () => {
    await store.insert(key('a'));
    await store.activate('a', retireAt);
    await store.insert(key('b'));
    await store.activate('b', retireAt);

    expect(await store.retire('b')).toBe(false);
    expect(await store.retire('a')).toBe(true);

    expect(await states()).toEqual(['a retired', 'b active']);
    expect((await store.list())[0]?.privateCt).toEqual(new Uint8Array());
  });
});
