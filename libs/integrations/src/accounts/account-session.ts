import type { AccountRow } from '@longshore/database';
import { type AwsAccount, parseRoleArn, type RoleArn, type TenantId } from '@longshore/domain';
import type { Integration } from '../integration.js';

/** Why a session is opened: the customer's CloudTrail shows it. */
type Purpose = 'accounts' | 'import' | 'kinds' | 'verify';

/** An account as its role is assumed outside of a sync. */
export function sessionFor(
  tenantId: TenantId,
  { integrationId, awsAccountId, roleArn }: Pick<AccountRow, 'integrationId' | 'awsAccountId' | 'roleArn'>,
  purpose: Purpose,
): AwsAccount {
  return { tenantId, integrationId, awsAccountId, roleArn, sessionName: `longshore-${purpose}-${integrationId}` };
}

/** The account that a role itself is in. */
export function sessionOfRole(
  tenantId: TenantId,
  { id: integrationId }: Pick<Integration, 'id'>,
  roleArn: RoleArn,
  purpose: Purpose,
): AwsAccount {
  const { accountId: awsAccountId } = parseRoleArn(roleArn);
  return sessionFor(tenantId, { integrationId, awsAccountId, roleArn }, purpose);
}
