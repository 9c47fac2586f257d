import type { Partition } from '@longshore/domain';
import { CLOUD_CONTROL_READS, DATA_READS } from '@longshore/kinds';

export interface SessionPolicy {
  policyArns: { arn: string }[];
  policy: string;
}

/**
 * Restricts a session to reading metadata, whatever the customer's role allows: a session has the rights that both the
 * role and these policies give, less what is denied here. A deny alone would grant nothing; "allow all but" would let
 * writes through; so ReadOnlyAccess is what is granted, and the inline text adds the few reads that it lacks of a mapping's kinds
 * and takes data out again.
 *
 * Consequences: kinds whose handlers read with a denied action (mostly `kms:Decrypt`: Lambda functions with encrypted
 * environments, Cognito pools; also SSM parameters, layer versions, secrets) keep what their list tells. IAM then says
 * "explicit deny in a session policy" or "no session policy allows", by which we know the refusal for our own.
 * What there was no room for in `reads`, and third-party types, are refused alike.
 *
 * ARNs and text together may have 2,048 characters (STS API reference, AssumeRoleWithWebIdentity): a managed policy counts by its
 * ARN only, the denied patterns are as few as they can be, and `sessionReads` ends where the room does.
 */
export function metadataOnly(partition: Partition, reads: readonly string[] = []): SessionPolicy {
  const Statement = [
    { Effect: 'Allow', Action: [...CLOUD_CONTROL_READS, ...reads], Resource: '*' },
    { Effect: 'Deny', Action: DATA_READS, Resource: '*' },
  ];
  return {
    policyArns: [{ arn: `arn:${partition}:iam::aws:policy/ReadOnlyAccess` }],
    policy: JSON.stringify({ Version: '2012-10-17', Statement }),
  };
}
