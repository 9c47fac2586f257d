import { type AwsAccount, parseRoleArn } from '@longshore/domain';
import type { NativeKind } from '@longshore/kinds';
import type { Names } from './render.js';

const DAY_MS = 86_400_000;

/** What every template of a kind knows in one region of one account. */
export function knownNames({ roleArn, awsAccountId }: AwsAccount, region: string, { history }: NativeKind): Names {
  const aws = { partition: parseRoleArn(roleArn).partition, region, accountId: awsAccountId };
  return history ? { aws, since: new Date(Date.now() - history.days * DAY_MS) } : { aws };
}
