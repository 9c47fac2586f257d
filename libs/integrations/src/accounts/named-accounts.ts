import type { AccountRow, StandingAccount } from '@longshore/database';
import { excluded, InvalidInput, parseRoleArn, type Partition, type RoleArn } from '@longshore/domain';
import type { IntegrationAccounts } from './integration-accounts.js';
import { factsOf } from './member-standings.js';

type NamedAccounts = Exclude<IntegrationAccounts, { mode: 'organization' }>;

/** The roles that the configuration names; of an organization the one that reads it. */
export function namedRoles(accounts: IntegrationAccounts): RoleArn[] {
  if (accounts.mode === 'list') return accounts.roleArns;
  return accounts.roleArn === undefined ? [] : [accounts.roleArn];
}

/** Where every account stands after a change of the configuration: those that it names, and those that it named before. */
export function namedStandings(accounts: NamedAccounts, held: readonly AccountRow[]): StandingAccount[] {
  const named = namedRoles(accounts).map((roleArn): StandingAccount => {
    const awsAccountId = parseRoleArn(roleArn).accountId;
    const standing = { state: 'wanted' } as const;
    const facts = { awsAccountId, roleArn, name: null, unitId: null, organizationId: null };
    return { ...facts, origin: accounts.mode, standing };
  });
  const stay = new Set(named.map(({ awsAccountId }) => awsAccountId));
  const dropped = held.filter(({ awsAccountId, goneSince }) => !stay.has(awsAccountId) && goneSince === null);
  const standing = excluded('The integration no longer names this account.');
  return [...named, ...dropped.map((row) => ({ ...factsOf(row), standing }))];
}

/** With one role, a new one takes its place, whichever account it is in; in a list it replaces that account's role only. */
export function withRole(accounts: IntegrationAccounts, roleArn: RoleArn): IntegrationAccounts {
  if (accounts.mode !== 'list') return { ...accounts, roleArn };
  const { accountId } = parseRoleArn(roleArn);
  const isOther = (listed: RoleArn) => parseRoleArn(listed).accountId !== accountId;
  return { mode: 'list', roleArns: [...accounts.roleArns.filter(isOther), roleArn] };
}

/** Refuses what cannot be reached: roles of another partition than the integration's. */
export function checkAccounts(accounts: IntegrationAccounts, partition: Partition): void {
  const problems = namedRoles(accounts).flatMap((roleArn, index) => {
    const found = parseRoleArn(roleArn).partition;
    if (found === partition) return [];
    const pointer = accounts.mode === 'list' ? `/accounts/roleArns/${index}` : '/accounts/roleArn';
    return [
      { pointer, detail: `the role is in partition ${found}, the integration's settings.partition is ${partition}` },
    ];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}
