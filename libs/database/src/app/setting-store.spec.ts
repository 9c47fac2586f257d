import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { SettingStore } from './setting-store.js';

describe('the kill switches of the installation', () => {
  let fixture: StoreFixture;
  let store: SettingStore;

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    store = new SettingStore(fixture.tenants, fixture.system);
  });

  afterAll(() => fixture.close());

  it('are on until somebody switches them', async () => {
    expect(await store.killSwitches()).toEqual({ syncs: 'on', pushes: 'on', deletions: 'on' });

    await store.setKillSwitches({ deletions: 'hold', pushes: 'off' });
    await store.setKillSwitches({ pushes: 'on' });

    expect(await store.killSwitches()).toEqual({ syncs: 'on', pushes: 'on', deletions: 'hold' });
  });
});
