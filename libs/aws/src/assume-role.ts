import { AssumeRoleWithWebIdentityCommand, type Credentials, STSClient } from '@aws-sdk/client-sts';
import {
  type AwsAccount,
  AwsCallFailed,
  type Partition,
  parseRoleArn,
  type RoleCredentials,
  type WorkloadTokens,
} from '@longshore/domain';
import { type AwsEndpoint, clientOptions } from './client-options.js';
import { judgeStsError } from './judge-sts-error.js';
import { LruMap } from './lru-map.js';
import { homeRegion } from './regions.js';
import { RETRY_SCHEDULE, type RetrySchedule, retrying } from './retrying.js';
import type { SessionPolicy } from './session-policy.js';

const NEVER = new AbortController().signal;

export interface WebIdentityOptions extends AwsEndpoint {
  schedule?: RetrySchedule;
}

/** Opens sessions of customers' roles with our own token, never without a policy that restricts them. */
export class AssumeRole {
  private readonly clients = new LruMap<STSClient>(3);

  constructor(
    private readonly tokens: WorkloadTokens,
    private readonly options: WebIdentityOptions,
  ) {}

  /** `seconds`: 900 to 3,600. Throws AssumeRoleDenied when STS refuses and AwsCallFailed when it cannot be asked. */
  async assume(
    account: AwsAccount,
    { policyArns, policy }: SessionPolicy,
    seconds: number,
    signal: AbortSignal = NEVER,
  ): Promise<RoleCredentials> {
    const { partition } = parseRoleArn(account.roleArn);
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: account.roleArn,
      RoleSessionName: account.sessionName,
      WebIdentityToken: await this.tokens.sign(account.tenantId, account.integrationId),
      // An empty list would be sent as an empty text.
      ...(policyArns.length > 0 && { PolicyArns: policyArns }),
      Policy: policy,
      DurationSeconds: seconds,
    });
    const ask = () => this.client(partition).send(command, { abortSignal: signal });
    const judge = (thrown: unknown) => judgeStsError(thrown, account.roleArn, homeRegion(partition));
    const { schedule = RETRY_SCHEDULE } = this.options;
    const { Credentials } = await retrying(ask, judge, { signal, schedule });
    return roleCredentials(Credentials);
  }

  private client(partition: Partition): STSClient {
    const region = homeRegion(partition);
    return this.clients.obtain(region, () => new STSClient(clientOptions(region, this.options)));
  }
}

function roleCredentials(credentials: Credentials | undefined): RoleCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (AccessKeyId && SecretAccessKey && SessionToken && Expiration) {
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  }
  throw new AwsCallFailed({
    reason: 'internal',
    awsCode: 'IncompleteAnswer',
    detail: 'STS answered without credentials.',
  });
}
