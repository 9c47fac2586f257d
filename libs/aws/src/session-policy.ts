import type { Partition } from '@longshore/domain';

/** What ReadOnlyAccess may lack although every listing needs it. */
const READS = ['cloudformation:GetResource', 'cloudformation:ListResources'];

/**
 * Reads of customers' data that ReadOnlyAccess or a generous role would allow. Patterns are as narrow as they can be:
 * `logs:GetLog*`, `athena:*Query*` or `codecommit:Get*` would hit metadata too.
 */
const DATA_READS = [
  // Objects, items, records, messages
  's3:GetObject*',
  's3-object-lambda:*',
  'dynamodb:*GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:PartiQL*',
  'dynamodb:GetRecords',
  'kinesis:GetRecords',
  'kinesis:SubscribeToShard',
  'sqs:ReceiveMessage',
  'glacier:GetJobOutput',
  'ebs:Get*',
  // Secrets and keys
  'secretsmanager:*SecretValue',
  'ssm:GetParameter*',
  'ssm:GetCommandInvocation',
  'kms:Decrypt',
  'ec2:GetPasswordData',
  // Logs and consoles
  'logs:GetLogEvents',
  'logs:GetLogRecord',
  'logs:GetLogObject',
  'logs:GetQueryResults',
  'logs:FilterLogEvents',
  'logs:Start*',
  'logs:Unmask',
  'ec2:GetConsole*',
  'rds:Download*',
  // Queries
  'athena:GetQueryResults*',
  'athena:StartQuery*',
  'redshift-data:*',
  'rds-data:*',
  'neptune-db:*',
  'timestream:Select',
  'es:ESHttp*',
  // Code and artifacts
  'ecr:GetAuthorizationToken',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'codecommit:GitPull',
  'codecommit:GetFile',
  'codecommit:GetBlob',
  'codecommit:GetFolder',
  'codecommit:GetDifferences',
  'codeartifact:GetAuthorizationToken',
  'codeartifact:ReadFromRepository',
  'codeartifact:GetPackageVersionAsset',
  'lambda:GetLayerVersion',
  // People, and ways to other sessions
  'cognito-idp:ListUsers*',
  'cognito-idp:AdminGetUser',
  'sts:Assume*',
  'sts:GetFederationToken',
  'sts:GetSessionToken',
];

export interface SessionPolicy {
  policyArns: { arn: string }[];
  policy: string;
}

/**
 * Restricts a session to reading metadata, whatever the customer's role allows: a session has the rights that both the
 * role and these policies give, less what is denied here. A deny alone would grant nothing; "allow all but" would let
 * writes through; so ReadOnlyAccess is what is granted, and the inline text takes data out of it again.
 *
 * Consequences: kinds whose handlers read with a denied action (mostly `kms:Decrypt`: Lambda functions with encrypted
 * environments, Cognito pools; also SSM parameters, layer versions, secrets) keep what their list tells. IAM then says
 * "explicit deny in a session policy" or "no session policy allows", by which we know the refusal for our own.
 * Services that are newer than ReadOnlyAccess, and third-party types, are refused alike.
 *
 * ARNs and text together may have 2,048 characters (STS API reference, AssumeRoleWithWebIdentity).
 */
export function metadataOnly(partition: Partition): SessionPolicy {
  const Statement = [
    { Effect: 'Allow', Action: READS, Resource: '*' },
    { Effect: 'Deny', Action: DATA_READS, Resource: '*' },
  ];
  return {
    policyArns: [{ arn: `arn:${partition}:iam::aws:policy/ReadOnlyAccess` }],
    policy: JSON.stringify({ Version: '2012-10-17', Statement }),
  };
}
