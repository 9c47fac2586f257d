import type { AccountRow } from '@longshore/database';
import { AccountId, AwsAccountId, IntegrationId, RoleArn } from '@longshore/domain';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** The row of a connected account, with whatever a spec cares about. */
export function testAccount(over: Partial<AccountRow> = {}): AccountRow {
  const { awsAccountId = AwsAccountId.parse('123456789012') } = over;
  return {
    id: AccountId.parse(NOWHERE),
    integrationId: IntegrationId.parse(NOWHERE),
    awsAccountId,
    name: null,
    unitId: null,
    organizationId: null,
    roleArn: RoleArn.parse(`arn:aws:iam::${awsAccountId}:role/Reader`),
    origin: 'list',
    state: 'active',
    stateSince: new Date(0),
    stateDetail: null,
    reachedAt: null,
    goneSince: null,
    regions: null,
    regionsAt: null,
    ...over,
  };
}
