import type { ObjectAddress, Partition } from '@longshore/domain';
import type { SessionPolicy } from '../session-policy.js';

/** STS takes no longer policy (STS API reference, AssumeRoleWithWebIdentity). */
const MAX_CHARACTERS = 2_048;

/**
 * Lets a session read one object and do nothing else, whatever the role allows: without ListBucket S3 does not even tell it
 * whether a sibling exists. Null for a key whose policy is longer than STS takes.
 */
export function objectOnly(partition: Partition, address: ObjectAddress): SessionPolicy | null {
  const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: literally(objectArn(partition, address)) }];
  const policy = inLatin1(JSON.stringify({ Version: '2012-10-17', Statement }));
  return policy.length > MAX_CHARACTERS ? null : { policyArns: [], policy };
}

export function objectArn(partition: Partition, { bucket, key }: ObjectAddress): string {
  return `arn:${partition}:s3:::${bucket}/${key}`;
}

/** In a policy these characters would mean any text, or begin a variable (IAM User Guide, "Policy variables", special characters). */
function literally(arn: string): string {
  return arn.replace(/[*?$]/g, (one) => `\${${one}}`);
}

/** The characters that STS takes in a policy; JSON can write the others. */
function inLatin1(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
