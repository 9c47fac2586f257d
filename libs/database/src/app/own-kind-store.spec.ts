import { AwsAccountId, type IntegrationId, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseOptions } from '../connection/database-options.js';
import { SystemDatabase } from '../connection/system-database.js';
import { StoreFixture } from '../testing/store-fixture.js';
import { IntegrationStore } from './integration-store.js';
import { KindReadings } from './kind-readings.js';
import { OwnKindStore, type NewOwnKind } from './own-kind-store.js';

const awsAccountId = AwsAccountId.parse('123456789012');
const place = { awsAccountId, region: 'eu-west-1' };
const BOOKING: NewOwnKind = { kind: 'Harbour::Berth::Booking', origin: 'private', version: 'v1', facts: { list: [] } };
const BEFORE = new Date('2026-01-01T00:00:00Z');

let fixture: StoreFixture;
let database: SystemDatabase;
let store: OwnKindStore;
let readings: KindReadings;
let tenantId: TenantId;
let integrationId: IntegrationId;

beforeAll(async () => {
  fixture = await StoreFixture.open();
  database = new SystemDatabase(new DatabaseOptions(fixture.url));
  store = new OwnKindStore(fixture.tenants);
  readings = new KindReadings(fixture.tenants, database);
});
beforeEach(async () => {
  tenantId = await fixture.tenant();
  integrationId = await fixture.integration(tenantId);
});
afterAll(async () => {
  await database.close();
  await fixture.close();
});

const names = async () => (await store.all(tenantId, integrationId)).map(({ kind }) => kind);

describe('the store of own kinds', () => {
  it('replaces what a schema says, and remembers since when a kind is known', async () => {
    await store.save(tenantId, integrationId, BOOKING, BEFORE);
    const newer = { ...BOOKING, version: 'v2', facts: { list: null } };
    await store.save(tenantId, integrationId, newer, new Date());

    expect(await store.all(tenantId)).toEqual([{ integrationId, ...newer, knownSince: BEFORE }]);
  });

  it('shows nothing to another tenant, and of integrations that are deleted nothing', async () => {
    await store.save(tenantId, integrationId, BOOKING, BEFORE);
    await readings.succeeded(tenantId, integrationId, place, [BOOKING.kind]);
    const other = await fixture.tenant();

    expect(await store.all(other)).toEqual([]);
    expect(await store.all(other, integrationId)).toEqual([]);
    expect(await readings.all(other, integrationId)).toEqual([]);
    await new IntegrationStore(fixture.tenants).setState(tenantId, integrationId, 'deleted');
    expect(await store.all(tenantId)).toEqual([]);
  });

  it('forgets what every reading since has left out', async () => {
    await store.save(tenantId, integrationId, BOOKING, BEFORE);
    await readings.succeeded(tenantId, integrationId, place, [BOOKING.kind]);
    await store.forgetUnlisted(tenantId, integrationId);
    expect(await names()).toEqual([BOOKING.kind]);

    await readings.succeeded(tenantId, integrationId, place, []);
    await store.forgetUnlisted(tenantId, integrationId);

    expect(await names()).toEqual([]);
  });

  it('keeps what was known when a reading failed, what is younger than a reading, and what no reading has', async () => {
    await store.save(tenantId, integrationId, BOOKING, BEFORE);
    await readings.succeeded(tenantId, integrationId, place, [BOOKING.kind]);
    await readings.failed(tenantId, integrationId, place, { detail: 'denied', remedy: 'allow it' });
    const later = new Date(Date.now() + 60_000);
    await store.save(tenantId, integrationId, { ...BOOKING, kind: 'Harbour::Berth::Younger' }, later);
    await store.save(tenantId, integrationId, { ...BOOKING, kind: 'AWS::Brand::New', origin: 'aws' }, BEFORE);

    await store.forgetUnlisted(tenantId, integrationId);

    expect(await names()).toEqual(['AWS::Brand::New', BOOKING.kind, 'Harbour::Berth::Younger']);
  });
});

describe('readings of own kinds', () => {
  it('keep what the last one had when the next one fails', async () => {
    await readings.succeeded(tenantId, integrationId, place, [BOOKING.kind]);
    await readings.failed(tenantId, integrationId, place, { detail: 'denied', remedy: 'allow it' });

    expect(await readings.all(tenantId, integrationId, awsAccountId)).toEqual([
      {
        ...place,
        kinds: [BOOKING.kind],
        readAt: expect.any(Date),
        failure: { detail: 'denied', remedy: 'allow it', at: expect.any(Date) },
      },
    ]);
    await readings.succeeded(tenantId, integrationId, place, []);
    expect(await readings.all(tenantId, integrationId)).toMatchObject([{ kinds: [], failure: null }]);
  });

  it('are due once the integration works, for one caller, and the next day again', async () => {
    const ours = async () => (await readings.claimDue(100)).filter((due) => due.integrationId === integrationId);
    expect(await ours()).toEqual([]);
    await new IntegrationStore(fixture.tenants).setState(tenantId, integrationId, 'active');

    expect(await ours()).toEqual([{ tenantId, integrationId }]);
    expect(await ours()).toEqual([]);
    await readings.dueAtOnce(tenantId, integrationId);
    expect(await ours()).toEqual([{ tenantId, integrationId }]);
    await readings.done(tenantId, integrationId, [awsAccountId]);
    expect(await ours()).toEqual([]);
  });

  it('of accounts that the integration no longer reads are forgotten', async () => {
    const gone = AwsAccountId.parse('234567890123');
    await readings.succeeded(tenantId, integrationId, place, []);
    await readings.failed(tenantId, integrationId, { ...place, awsAccountId: gone }, { detail: 'x', remedy: 'y' });

    await readings.done(tenantId, integrationId, [awsAccountId]);

    expect((await readings.all(tenantId, integrationId)).map((reading) => reading.awsAccountId)).toEqual([
      awsAccountId,
    ]);
  });
});
