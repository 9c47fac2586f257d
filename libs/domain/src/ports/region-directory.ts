import type { AwsAccount } from './role-sessions.js';

export interface EnabledRegions {
  regions: string[];
  /** Where the list came from; only `account` proves that a region is disabled. */
  source: 'account' | 'ec2' | 'fixed';
  /** One sentence for each fallback that had to be taken. */
  notices: string[];
}

/** Tells which regions an account has enabled. */
export abstract class RegionDirectory {
  abstract enabled(account: AwsAccount, signal?: AbortSignal): Promise<EnabledRegions>;
}
