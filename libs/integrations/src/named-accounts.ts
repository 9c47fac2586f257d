import { InvalidInput, parseRoleArn, type AwsAccountId, type Partition, type RoleArn } from '@longshore/domain';
import { AccountModeUnsupported } from './account-mode-unsupported.error.js';
import type { IntegrationAccounts } from './integration-accounts.js';

export interface NamedAccount {
  awsAccountId: AwsAccountId;
  roleArn: RoleArn;
  origin: 'single' | 'list';
}

/** The accounts that the configuration names by their roles; an organization's are found by asking AWS instead. */
export function namedAccounts(accounts: IntegrationAccounts): NamedAccount[] {
  if (accounts.mode === 'organization') return [];
  const roleArns = accounts.mode === 'list' ? accounts.roleArns : [accounts.roleArn].filter((arn) => arn !== undefined);
  const origin = accounts.mode;
  return roleArns.map((roleArn) => ({ awsAccountId: parseRoleArn(roleArn).accountId, roleArn, origin }));
}

/** With one role, a new one takes its place, whichever account it is in; in a list it replaces that account's role only. */
export function withRole(accounts: IntegrationAccounts, roleArn: RoleArn): IntegrationAccounts {
  if (accounts.mode === 'single') return { mode: 'single', roleArn };
  if (accounts.mode === 'organization') throw new AccountModeUnsupported(accounts.mode);
  const { accountId } = parseRoleArn(roleArn);
  const isOther = (listed: RoleArn) => parseRoleArn(listed).accountId !== accountId;
  return { mode: 'list', roleArns: [...accounts.roleArns.filter(isOther), roleArn] };
}

/** Refuses what cannot be reached: an organization for now, and roles of another partition than the integration's. */
export function checkAccounts(accounts: IntegrationAccounts, partition: Partition): void {
  if (accounts.mode === 'organization') throw new AccountModeUnsupported(accounts.mode);
  const problems = namedAccounts(accounts).flatMap(({ roleArn }, index) => {
    const found = parseRoleArn(roleArn).partition;
    if (found === partition) return [];
    const pointer = accounts.mode === 'list' ? `/accounts/roleArns/${index}` : '/accounts/roleArn';
    return [
      { pointer, detail: `the role is in partition ${found}, the integration's settings.partition is ${partition}` },
    ];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}
