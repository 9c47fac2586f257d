/**
 * Reads of customers' data and credentials that ReadOnlyAccess (v188 of July 2026) or a generous role would allow. Patterns are as
 * narrow as they can be: `logs:GetLog*`, `athena:*Query*` or `codecommit:Get*` would hit metadata too.
 */
export const DATA_READS: readonly string[] = [
  // Objects, items, records, messages
  's3:GetObject*',
  's3-object-lambda:*',
  's3-outposts:GetObject*',
  'mediastore:GetObject',
  'dynamodb:*GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:PartiQL*',
  'dynamodb:GetRecords',
  'dax:*Item',
  'dax:Query',
  'dax:Scan',
  'kinesis:GetRecords',
  'kinesis:SubscribeToShard',
  'kinesisvideo:GetMedia*',
  'sqs:ReceiveMessage',
  'iot:GetRetainedMessage',
  'healthlake:ReadResource',
  'healthlake:SearchWith*',
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
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenId*',
  'connect:GetFederationToken',
  'sts:Assume*',
  'sts:Get*Token',
];

const patterns = DATA_READS.map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i'));

/** Whether an IAM action reads customers' data. IAM ignores the case of actions. */
export function readsData(action: string): boolean {
  return patterns.some((pattern) => pattern.test(action));
}
