import type { AwsAccount } from './role-sessions.js';

/** Whose a type is: registered by the account, published by somebody else and activated there, or AWS's own. */
export type KindOrigin = 'private' | 'activated' | 'aws';

/** A type that one region of an account has beside AWS's own. */
export interface RegisteredKind {
  name: string;
  origin: Exclude<KindOrigin, 'aws'>;
  /** Another text as soon as another version of it is in use there. */
  version: string;
}

export interface KindDescription {
  name: string;
  origin: KindOrigin;
  /** Its resource provider schema, JSON text that its author wrote. */
  schema: string;
}

/** CloudFormation's registry of types, as one region of an account has it. */
export abstract class KindRegistry {
  /** What is registered and activated there, by name. Throws AssumeRoleDenied, and AwsCallFailed: half a list is no list. */
  abstract list(account: AwsAccount, region: string, signal: AbortSignal): Promise<RegisteredKind[]>;

  /** Null only when AWS says that it has no such type there, or has it for no provisioning. Throws likewise. */
  abstract describe(
    account: AwsAccount,
    region: string,
    name: string,
    signal: AbortSignal,
  ): Promise<KindDescription | null>;
}
