import { AwsAccountId, RoleArn, type IntegrationId, type OrganizationReading, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import { OrganizationStore } from './organization-store.js';

const managementAccountId = AwsAccountId.parse('123456789012');
const question = {
  roleArn: RoleArn.parse(`arn:aws:iam::${managementAccountId}:role/Reader`),
  unitIds: ['ou-prod-12345678'],
};
const DENIED = { detail: 'AccessDenied', remedy: 'Allow it.' };
const reading: OrganizationReading = {
  organizationId: 'o-abcdefghij',
  managementAccountId,
  accounts: [
    {
      awsAccountId: AwsAccountId.parse('234567890123'),
      name: 'prod-app',
      state: 'ACTIVE',
      unitId: 'ou-prod-12345678',
      isUnderUnits: true,
    },
  ],
  isWhole: true,
  units: [{ id: 'ou-prod-12345678', name: 'Production', parentId: 'r-1234' }],
  notices: ['One thing.'],
};

describe('the store of organizations', () => {
  let fixture: StoreFixture;
  let store: OrganizationStore;
  let tenantId: TenantId;
  let integrationId: IntegrationId;

  beforeAll(async () => {
    fixture = await StoreFixture.open();
    store = new OrganizationStore(fixture.tenants);
  });

  beforeEach(async () => {
    tenantId = await fixture.tenant();
    integrationId = await fixture.integration(tenantId);
  });

  afterAll(() => fixture.close());

  it('answers what was read last', async () => {
    expect(await store.get(tenantId, integrationId)).toBeNull();

    const saved = await store.saveReading(tenantId, integrationId, question, reading);

    expect(saved).toEqual({ ...question, reading: { ...reading, readAt: expect.any(Date) }, failure: null });
    expect(await store.get(tenantId, integrationId)).toEqual(saved);
  });

  it('keeps a reading when the next one fails, and the question that it answers', async () => {
    const { reading: kept } = await store.saveReading(tenantId, integrationId, question, reading);

    const failed = await store.saveFailure(tenantId, integrationId, { ...question, unitIds: [] }, DENIED);

    expect(failed).toEqual({ ...question, reading: kept, failure: { ...DENIED, at: expect.any(Date) } });
    expect((await store.saveReading(tenantId, integrationId, question, reading)).failure).toBeNull();
  });

  it('has a failure without a reading before the first succeeds', async () => {
    await store.saveFailure(tenantId, integrationId, question, DENIED);

    expect(await store.get(tenantId, integrationId)).toMatchObject({
      reading: null,
      failure: DENIED,
    });
  });

  it('shows nothing to another tenant', async () => {
    await store.saveReading(tenantId, integrationId, question, reading);

    expect(await store.get(await fixture.tenant(), integrationId)).toBeNull();
  });
});
