import type { AwsAccountId } from '../ids.js';
import type { AwsAccount } from './role-sessions.js';

/** Phases in the life of an account, as AWS Organizations names them (member `State` of its type Account). */
export const MEMBER_STATES = ['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** An account of an organization. E-mail addresses are left where they are. */
export interface MemberAccount {
  awsAccountId: AwsAccountId;
  name: string;
  state: MemberState;
  /** The root or organizational unit that holds it; null where AWS did not say. */
  unitId: string | null;
  /** Whether it lies under one of the units that were asked for; all do when none was named. */
  isUnderUnits: boolean;
}

/** A root (`r-...`, no parent) or organizational unit (`ou-...`). */
export interface OrganizationalUnit {
  id: string;
  name: string;
  parentId: string | null;
}

export interface OrganizationReading {
  organizationId: string;
  managementAccountId: AwsAccountId;
  accounts: MemberAccount[];
  /** True when AWS listed every account of the organization: only then has an account left that is not among them. */
  isWhole: boolean;
  /** Parents before their children. */
  units: OrganizationalUnit[];
  /** What could not be read, in sentences for the tenant with what to allow. */
  notices: string[];
}

/** Tells which accounts an organization has. */
export abstract class AccountDirectory {
  /**
   * Reads the organization through one of its accounts: the management account or a delegated administrator. With `unitIds` the
   * accounts under these roots and organizational units, at any depth, are the ones that count.
   * Throws AssumeRoleDenied, and AwsCallFailed when the accounts cannot be listed to the end: half a list is no list.
   */
  abstract read(through: AwsAccount, unitIds: readonly string[], signal: AbortSignal): Promise<OrganizationReading>;
}
