import type { ObjectAddress } from '../object-address.js';
import type { AwsAccount } from './role-sessions.js';

export interface ObjectLimits {
  /** Of the whole object. */
  maxBytes: number;
  signal: AbortSignal;
}

/** Reads single objects in S3, each through a session of the account's role that may read that object and do nothing else. */
export abstract class ObjectReader {
  /**
   * The object as text (UTF-8, without a byte order mark). Throws ObjectUnreadable, AssumeRoleDenied when STS refuses the role, and
   * AwsCallFailed when AWS does not answer.
   */
  abstract text(account: AwsAccount, address: ObjectAddress, limits: ObjectLimits): Promise<string>;
}
