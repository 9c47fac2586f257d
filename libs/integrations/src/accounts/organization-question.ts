import type { OrganizationQuestion } from '@longshore/database';
import type { AccountScope } from '@longshore/domain';
import type { IntegrationAccounts } from './integration-accounts.js';

type OrganizationAccounts = Extract<IntegrationAccounts, { mode: 'organization' }>;

/** What AWS is asked for these accounts; null while no role was sent. */
export function questionOf({ roleArn, organizationalUnitIds }: OrganizationAccounts): OrganizationQuestion | null {
  if (roleArn === undefined) return null;
  return { roleArn, unitIds: [...new Set(organizationalUnitIds)].sort() };
}

/** Whether what was asked then answers what is asked now. */
export function answers(asked: OrganizationQuestion, { roleArn, unitIds }: OrganizationQuestion): boolean {
  return asked.roleArn === roleArn && asked.unitIds.join() === unitIds.join();
}

export function scopeOf({ scope }: OrganizationAccounts): AccountScope {
  return scope ?? { type: 'all', accountIds: [] };
}
