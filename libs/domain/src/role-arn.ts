import { z } from 'zod';
import { AwsAccountId } from './ids.js';

export const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn'] as const;
export type Partition = (typeof PARTITIONS)[number];

/** IAM ARN grammar: `arn:{partition}:iam::{account}:role/{path}{name}`; path and name together at most 512 + 64 characters. */
const ROLE_ARN = /^arn:(aws|aws-us-gov|aws-cn):iam::(\d{12}):role(\/(?:[\x21-\x7e]{0,510}\/)?)([\w+=,.@-]{1,64})$/;

export const RoleArn = z
  .string()
  .regex(ROLE_ARN, 'expected arn:aws:iam::123456789012:role/Name (the PortIntegrationRoleArn output of the stack)')
  .brand<'RoleArn'>();
export type RoleArn = z.infer<typeof RoleArn>;

export interface RoleArnParts {
  partition: Partition;
  accountId: AwsAccountId;
  path: string;
  name: string;
}

export function parseRoleArn(arn: RoleArn): RoleArnParts {
  const [, partition, accountId, path, name] = ROLE_ARN.exec(arn) as unknown as [
    string,
    Partition,
    string,
    string,
    string,
  ];
  return { partition, accountId: AwsAccountId.parse(accountId), path, name };
}

/** The role of the same partition, path and name in another account: what a StackSet creates everywhere alike. */
export function roleArnIn(awsAccountId: AwsAccountId, like: RoleArn): RoleArn {
  const { partition, path, name } = parseRoleArn(like);
  return RoleArn.parse(`arn:${partition}:iam::${awsAccountId}:role${path}${name}`);
}
