import type { PermissionStatement } from './policy-document.js';

/**
 * A policy that AWS maintains. `except` names what the verbs would cover and the real policy leaves out, so its statement
 * has Action and NotAction at once, which no written policy may.
 */
interface ManagedPolicy {
  verbs: string[];
  except: string[];
}

const READ_VERBS = ['*:Get*', '*:List*', '*:Describe*', '*:BatchGet*', '*:BatchDescribe*', '*:Search*', '*:Lookup*'];

/** Values and credentials rather than descriptions: the real policies name actions one by one and omit these. */
const VALUES = [
  'secretsmanager:GetSecretValue',
  'secretsmanager:BatchGetSecretValue',
  'kms:Decrypt',
  'sts:Get*Token',
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken*',
  'codeartifact:GetAuthorizationToken',
];

const DATA_READS = [
  's3:GetObject*',
  'dynamodb:*GetItem',
  'ssm:GetParameter*',
  'kinesis:GetRecords',
  'logs:GetLogEvents',
];

const POLICIES: Record<string, ManagedPolicy> = {
  ReadOnlyAccess: { verbs: [...READ_VERBS, 'dynamodb:Query', 'dynamodb:Scan', 'sqs:ReceiveMessage'], except: VALUES },
  SecurityAudit: {
    verbs: ['*:List*', '*:Describe*', '*:Get*Policy', 's3:GetBucket*'],
    except: [...VALUES, ...DATA_READS],
  },
  AdministratorAccess: { verbs: ['*'], except: [] },
};

const MANAGED_ARN = /^arn:aws[a-z-]*:iam::aws:policy\/(\w+)$/;

/** The statements of a policy that AWS maintains, by its ARN; undefined for one that this stand-in does not know. */
export function managedPolicy(arn: string): PermissionStatement[] | undefined {
  const policy = POLICIES[MANAGED_ARN.exec(arn)?.[1] ?? ''];
  return policy && [{ Effect: 'Allow', Action: policy.verbs, NotAction: policy.except, Resource: ['*'] }];
}
