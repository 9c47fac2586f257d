import { AwsCallFailed, type ObjectAddress, ObjectUnreadable, parseRoleArn, type RoleArn } from '@longshore/domain';
import { ResourceAbsent } from '../call-error.js';
import { objectArn } from './object-policy.js';

/** What the customer can do about a refused read of one object; any other error as it is. */
export function explainUnread(error: Error, roleArn: RoleArn, address: ObjectAddress): Error {
  if (!(error instanceof AwsCallFailed)) return error;
  const { reason, awsCode, detail, action } = error.failure;
  const because = (why: 'denied' | 'absent', text: string) =>
    new ObjectUnreadable(`s3://${address.bucket}/${address.key}`, why, `${text} (${awsCode}: ${detail})`, {
      cause: error.cause,
    });
  if (error instanceof ResourceAbsent) {
    return because('absent', awsCode === 'NoSuchBucket' ? 'there is no such bucket.' : NO_SUCH_KEY);
  }
  if (reason !== 'denied') return error;
  // S3 looks at the object's permission first; of a key that does not exist it tells only who may list the bucket.
  if (action === 's3:ListBucket') return because('absent', NO_SUCH_KEY);
  if (action === 'kms:Decrypt') return because('denied', ENCRYPTED);
  const arn = objectArn(parseRoleArn(roleArn).partition, address);
  const what = `the role ${roleArn} does not get s3:GetObject on ${arn}, or there is no such object.`;
  const remedy = 'Check the key, allow the action in the policies of the role and of the bucket, or copy the object';
  return because('denied', `${what} ${remedy} (aws s3 cp) and import the file.`);
}

const NO_SUCH_KEY = 'the bucket has no object of that key. Check the key: it is case-sensitive and not URL-encoded.';

const ENCRYPTED =
  'it is encrypted with a KMS key, which no session of ours may use. Copy the object (aws s3 cp) and import the file.';
