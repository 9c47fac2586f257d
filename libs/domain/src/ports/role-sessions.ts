import type { AwsAccountId, IntegrationId, TenantId } from '../ids.js';
import type { RoleArn } from '../role-arn.js';

/** An AWS account as one integration reaches it. */
export interface AwsAccount {
  tenantId: TenantId;
  integrationId: IntegrationId;
  awsAccountId: AwsAccountId;
  roleArn: RoleArn;
  /** Seen in the customer's CloudTrail; names the sync. Characters `[\w+=,.@-]`, 2 to 64. */
  sessionName: string;
  /** IAM actions that its sessions have to be allowed beyond AWS's ReadOnlyAccess, because a mapping's kinds need them. Default: none. */
  reads?: readonly string[];
}

/** Temporary credentials of one role session. Never logged, stored or put into a job. */
export interface RoleCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/** Sessions of customers' roles, restricted to metadata reads whatever the role allows. */
export abstract class RoleSessions {
  /**
   * Credentials for the account's role: cached per role, fetched once for concurrent callers, renewed before they expire.
   * Throws AssumeRoleDenied when STS refuses and AwsCallFailed when it cannot be asked.
   */
  abstract credentials(account: AwsAccount, signal?: AbortSignal): Promise<RoleCredentials>;

  /** Asks AWS who the session is (sts:GetCallerIdentity): the account id that the credentials belong to. */
  abstract identity(account: AwsAccount, signal?: AbortSignal): Promise<AwsAccountId>;

  /** Drops the cached session, after AWS called its token expired or invalid. */
  abstract forget(account: AwsAccount): void;
}
