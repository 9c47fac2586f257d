import { randomUUID } from 'node:crypto';
import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { type AwsAccount, AwsAccountId, IntegrationId, RoleArn, RoleSessions, TenantId } from '@longshore/domain';
import type { SandboxAws } from '@longshore/sandbox';
import type { RetrySchedule } from '../src/retrying.js';
import type { TestIssuer } from './test-issuer.js';

/** As many tries as in earnest, without the waits. */
export const IMPATIENT: RetrySchedule = {
  'slow-down': { retries: 7, baseMs: 0, capMs: 0 },
  wait: { retries: 3, baseMs: 0, capMs: 0 },
  'new-session': { retries: 1, baseMs: 0, capMs: 0 },
};

export const signal = new AbortController().signal;

/** Sessions that need no STS, for services that check no signature. */
export class FixedSessions extends RoleSessions {
  override credentials = async () => ({
    accessKeyId: 'a',
    secretAccessKey: 's',
    sessionToken: 't',
    expiration: new Date(8.64e15),
  });
  override identity = async ({ awsAccountId }: AwsAccount) => awsAccountId;
  override forget = () => undefined;
}

export interface RolePlan {
  /** Default: ReadOnlyAccess, as our template attaches it. */
  policyArns?: string[];
  /** Actions that the role denies. */
  denied?: string[];
  /** Default: the subject of the integration. */
  subject?: string;
}

/** An account of the sandbox with a provider for a new tenant's issuer and a role that trusts one integration of it. */
export async function connectAccount(
  { aws, issuer }: { aws: SandboxAws; issuer: TestIssuer },
  { policyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'], denied = [], subject }: RolePlan = {},
): Promise<AwsAccount> {
  const account = newAccount();
  const iam = new IAMClient({
    region: 'us-east-1',
    endpoint: aws.url,
    credentials: aws.administrator(account.awsAccountId),
  });
  const url = issuer.issuerOf(account.tenantId);
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url: url, ClientIDList: ['sts.amazonaws.com'] }));
  const [, RoleName = ''] = account.roleArn.split('/');
  const AssumeRolePolicyDocument = JSON.stringify(trust(account, url.replace('http://', ''), subject));
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  for (const PolicyArn of policyArns) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  if (denied.length > 0) {
    const Statement = [{ Effect: 'Deny', Action: denied, Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'denied', PolicyDocument }));
  }
  return account;
}

/** What our database would say about an account; nothing exists in AWS for it yet. */
export function newAccount(): AwsAccount {
  const awsAccountId = AwsAccountId.parse('123456789012');
  return {
    tenantId: TenantId.parse(randomUUID()),
    integrationId: IntegrationId.parse(randomUUID()),
    awsAccountId,
    roleArn: RoleArn.parse(`arn:aws:iam::${awsAccountId}:role/Reader-${randomUUID().slice(0, 8)}`),
    sessionName: 'longshore-spec',
  };
}

function trust({ tenantId, integrationId, awsAccountId }: AwsAccount, provider: string, subject?: string) {
  const sub = subject ?? `tenant:${tenantId}:integration:${integrationId}`;
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${awsAccountId}:oidc-provider/${provider}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${provider}:aud`]: 'sts.amazonaws.com', [`${provider}:sub`]: sub } },
    },
  ];
  return { Version: '2012-10-17', Statement };
}
