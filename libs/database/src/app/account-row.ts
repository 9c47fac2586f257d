import type {
  AccountId,
  AccountState,
  AwsAccountId,
  EnabledRegions,
  IntegrationId,
  RoleArn,
  Standing,
} from '@longshore/domain';
import type { Account } from '../generated/client.js';

export type AccountOrigin = 'single' | 'list' | 'organization';

export interface AccountRow {
  id: AccountId;
  integrationId: IntegrationId;
  awsAccountId: AwsAccountId;
  /** As AWS Organizations tells it; null for an account that was named by its role. */
  name: string | null;
  /** The root or organizational unit that holds it, likewise. */
  unitId: string | null;
  /** The organization that listed it as a member: only that one can tell that it has left. */
  organizationId: string | null;
  roleArn: RoleArn;
  origin: AccountOrigin;
  state: AccountState;
  stateSince: Date;
  stateDetail: string | null;
  /** When the role was last assumed; null: never. */
  reachedAt: Date | null;
  /** Since when AWS says that nothing works there any more: suspended, closed or removed. Null while AWS does not say so. */
  goneSince: Date | null;
  /** As last read from AWS at `regionsAt`; null before the first time. */
  regions: EnabledRegions | null;
  regionsAt: Date | null;
}

/** An account as configuration and AWS have it. */
export interface StandingAccount {
  awsAccountId: AwsAccountId;
  roleArn: RoleArn;
  origin: AccountOrigin;
  name: string | null;
  unitId: string | null;
  organizationId: string | null;
  standing: Standing;
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
