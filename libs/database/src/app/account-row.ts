import type { AccountId, AwsAccountId, EnabledRegions, IntegrationId, RoleArn } from '@longshore/domain';
import type { Account } from '../generated/client.js';

export type AccountOrigin = 'single' | 'list' | 'organization';

/** pending: not yet reached. role_lost: AWS refused the role. left: no longer named by the integration. */
export type AccountState = 'pending' | 'active' | 'role_lost' | 'left';

export interface AccountRow {
  id: AccountId;
  integrationId: IntegrationId;
  awsAccountId: AwsAccountId;
  roleArn: RoleArn;
  origin: AccountOrigin;
  state: AccountState;
  stateSince: Date;
  stateDetail: string | null;
  /** As last read from AWS at `regionsAt`; null before the first time. */
  regions: EnabledRegions | null;
  regionsAt: Date | null;
}

export interface ReachedAccount {
  integrationId: IntegrationId;
  awsAccountId: AwsAccountId;
  roleArn: RoleArn;
  origin: AccountOrigin;
}

export function accountRow({ tenantId: _, ...account }: Account): AccountRow {
  return {
    ...account,
    id: account.id as AccountId,
    integrationId: account.integrationId as IntegrationId,
    awsAccountId: account.awsAccountId as AwsAccountId,
    roleArn: account.roleArn as RoleArn,
    origin: account.origin as AccountOrigin,
    state: account.state as AccountState,
    regions: account.regions as EnabledRegions | null,
  };
}
