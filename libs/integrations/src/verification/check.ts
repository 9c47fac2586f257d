import { type AwsAccountId, DomainError } from '@longshore/domain';

export const CHECKS = [
  'port-credentials',
  'issuer-reachable',
  'role-configured',
  'role-assumable',
  'account-matches',
  'regions-listable',
  'organization-readable',
  'members-assumable',
] as const;

/** One thing that has to hold before a sync can work. */
export interface Check {
  check: (typeof CHECKS)[number];
  status: 'passed' | 'failed' | 'skipped';
  /** What was found. */
  detail: string;
  /** What to do about it; null unless it failed. */
  remedy: string | null;
  /** The account that was asked; absent where the check is about the whole integration. */
  accountId?: AwsAccountId;
}

export interface Finding {
  isPassed: boolean;
  detail: string;
  remedy?: string;
}

export function skipped(check: Check['check'], because: string): Check {
  return { check, status: 'skipped', detail: because, remedy: null };
}

/** Runs one check. A DomainError is a finding, since its message says what failed and what to do; anything else is a bug. */
export async function carryOut(check: Check['check'], look: () => Promise<Finding>): Promise<Check> {
  const finding = await look().catch((error: unknown): Finding => {
    if (!(error instanceof DomainError)) throw error;
    return { isPassed: false, detail: error.message, remedy: remedyOf(error) };
  });
  return {
    check,
    status: finding.isPassed ? 'passed' : 'failed',
    detail: finding.detail,
    remedy: finding.isPassed ? null : (finding.remedy ?? 'Try again; if it persists, ask the operator.'),
  };
}

function remedyOf(error: DomainError): string {
  return error.retryable ? 'Try again in a minute.' : 'Do what the detail says, then verify again.';
}
