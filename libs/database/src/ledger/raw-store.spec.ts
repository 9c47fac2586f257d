import { createHash, randomBytes } from 'node:crypto';
import { SecretBox, type JsonObject, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytes, LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import { RawResources } from './raw-resources.js';
import { RawStore } from './raw-store.js';

/** Seals nothing, but opens only for the tenant and purpose that it was sealed for. */
class NamingBox extends SecretBox {
  override async seal(tenantId: TenantId, purpose: string, plaintext: Buffer): Promise<Buffer> {
    return Buffer.concat([Buffer.from(`${tenantId} ${purpose} `), plaintext]);
  }

  override async open(tenantId: TenantId, purpose: string, ciphertext: Buffer): Promise<Buffer> {
    const name = `${tenantId} ${purpose} `;
    if (!ciphertext.toString('latin1').startsWith(name)) throw new Error('not for here');
    return ciphertext.subarray(name.length);
  }

  override async digester(): Promise<(text: string) => Buffer> {
    return (text) => createHash('md5').update(text).digest();
  }
}

describe('the store of raw resources', () => {
  let fixture: LedgerFixture;
  let held: HeldAccountSync;
  let store: RawStore;
  let raws: RawResources;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    store = new RawStore(fixture.database);
    raws = new RawResources(store, new NamingBox());
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    held = await fixture.held();
  });

  const raw = (name: string): JsonObject => ({ Identifier: name, Properties: { QueueName: name } });

  /** Takes a resource through the ledger with its raw resource. */
  async function keep(name: string, version = 'v1', look = raw(name), scope = fixture.scope(held)): Promise<void> {
    const resource = fixture.resource(name);
    const body = await raws.seal(held.tenantId, { raw: look, redacted: [] });
    const kept = [{ key: resource.key, version: bytes(version), body }];
    await fixture.store(held, [resource], { raws: kept, scope });
  }

  const sample = (change: object = {}) =>
    raws.sample(held.tenantId, held.account.integrationId, { kinds: ['AWS::SQS::Queue'], limit: 10, ...change });
  const named = async (change: object = {}) => (await sample(change)).map(({ awsId }) => awsId).sort();

  it('keeps the newest of each resource, with its place and what was taken out', async () => {
    await keep('orders');
    await keep('orders', 'v2', { Identifier: 'orders', Properties: { QueueName: 'renamed' } });

    const [kept, ...others] = await sample();

    expect(others).toEqual([]);
    expect(kept).toEqual({
      scopeId: expect.stringMatching(/^\d+$/),
      key: bytes('orders'),
      awsAccountId: held.account.awsAccountId,
      region: 'eu-west-1',
      kind: 'AWS::SQS::Queue',
      awsId: 'orders',
      raw: { Identifier: 'orders', Properties: { QueueName: 'renamed' } },
      redacted: [],
      at: expect.any(Date),
    });
    expect(await raws.read(held.tenantId, kept?.scopeId ?? '', bytes('orders'))).toEqual({
      raw: kept?.raw,
      redacted: [],
      at: kept?.at,
    });
  });

  it('writes nothing where the version is the same', async () => {
    await keep('orders');
    const [before] = await fixture.rows(held.tenantId, 'select xmin::text, at from hot.raw');

    await keep('orders', 'v1', { other: true });

    expect(await fixture.rows(held.tenantId, 'select xmin::text, at from hot.raw')).toEqual([before]);
    expect(await store.versions(held.tenantId, fixture.scope(held), [bytes('orders'), bytes('none')])).toEqual(
      new Map([[bytes('orders').toString('hex'), bytes('v1')]]),
    );
  });

  it('has nothing of a resource that it never kept, nor of another tenant', async () => {
    await keep('orders');
    const [kept] = await sample();
    const stranger = await fixture.stores.tenant();

    expect(await raws.read(held.tenantId, kept?.scopeId ?? '', randomBytes(16))).toBeNull();
    expect(await raws.read(stranger, kept?.scopeId ?? '', bytes('orders'))).toBeNull();
  });

  it('gives so many of each kind, and only those asked for', async () => {
    const topics = fixture.scope(held, { kind: 'AWS::SNS::Topic', region: 'us-east-1' });
    for (const name of ['a', 'b', 'c']) await keep(name);
    for (const name of ['x', 'y']) await keep(name, 'v1', raw(name), topics);

    const kinds = ['AWS::SNS::Topic', 'AWS::SQS::Queue'];
    expect((await sample({ kinds, limit: 2 })).map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 2 }, () => 'AWS::SNS::Topic'),
      ...Array.from({ length: 2 }, () => 'AWS::SQS::Queue'),
    ]);
    expect(await named({ kinds, regions: ['us-east-1'] })).toEqual(['x', 'y']);
    expect(await named({ kinds, awsId: 'b' })).toEqual(['b']);
    expect(await named({ kinds, awsAccountIds: ['999999999999'] })).toEqual([]);
  });

  it('shows nothing that a walk has missed, and forgets it with its resource', async () => {
    await keep('orders');
    await keep('stays');
    await fixture.complete(held, ['stays']);

    expect(await named()).toEqual(['stays']);

    await fixture.rows(held.tenantId, 'delete from hot.resource where absent_at is not null');
    expect(await fixture.rows(held.tenantId, 'select key from hot.raw')).toEqual([{ key: bytes('stays') }]);
  });

  it('keeps nothing for an integration that says none, whatever an account sync began with', async () => {
    await keep('orders');
    await fixture.rows(held.tenantId, `update app.integration set settings = '{"rawRetention": "none"}'`);

    expect(await store.erase(held.tenantId, held.account.integrationId)).toBe(1);
    await keep('later');

    expect(await fixture.rows(held.tenantId, 'select 1 from hot.raw')).toEqual([]);
  });
});
