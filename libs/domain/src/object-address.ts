import { InvalidInput } from './errors/request-error.js';

/** An object in S3: `s3://{bucket}/{key}`, the key as it is, not URL-encoded. */
export interface ObjectAddress {
  bucket: string;
  key: string;
}

/** General purpose buckets (S3 User Guide, "General purpose bucket naming rules"). */
const BUCKET = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Directory buckets, access points and Object Lambda answer to other names and other permissions. */
const OTHER_THAN_BUCKET = /(--x-s3|--table-s3|-s3alias|--ol-s3|\.mrap)$/;

/** S3 User Guide, "Naming Amazon S3 objects". */
const MAX_KEY_BYTES = 1_024;

/** The address in a text that is one line of it; null for any other text. Throws InvalidInput when S3 has no such names. */
export function objectAddress(text: string): ObjectAddress | null {
  const [, bucket, key = ''] = /^s3:\/\/([^/\r\n]*)\/?([^\r\n]*)$/.exec(text.replace(/[\r\n]+$/, '')) ?? [];
  if (bucket === undefined) return null;
  const refuse = (detail: string) => new InvalidInput([{ pointer: '', detail }]);
  if (!BUCKET.test(bucket) || OTHER_THAN_BUCKET.test(bucket))
    throw refuse('Write s3://bucket/key with the name of a general purpose bucket.');
  const bytes = Buffer.byteLength(key);
  if (bytes === 0 || bytes > MAX_KEY_BYTES) throw refuse('Write s3://bucket/key with a key of 1 to 1024 bytes.');
  return { bucket, key };
}
