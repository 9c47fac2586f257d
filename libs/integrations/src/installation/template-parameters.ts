import type { Integration } from '../integration.js';

/** What the role of an integration trusts. */
export interface Trust {
  issuer: string;
  audience: string;
  subject: string;
}

type Accounts = Integration['accounts'];
type OrganizationAccounts = Extract<Accounts, { mode: 'organization' }>;
type Parameters = { [name: string]: string };

/**
 * The parameters of the template, as the link and the commands fill them in; what the customer has to choose is left out. `roots`: of the
 * organization, where it was read; they stand for the units that nobody chose.
 */
export function templateParameters(
  accounts: Accounts,
  { issuer, audience, subject }: Trust,
  roots: readonly string[] = [],
): Parameters {
  return {
    IssuerUrl: issuer,
    Subject: subject,
    Audience: audience,
    RoleName: 'LongshoreReadRole',
    ...(accounts.mode === 'organization' && deploymentTargets(accounts, roots)),
  };
}

/** The words of StackSets for the scope of an integration (CloudFormation API Reference, DeploymentTargets). */
const ACCOUNT_FILTER_TYPE = { all: 'NONE', all_except: 'DIFFERENCE', only: 'INTERSECTION' } as const;

function deploymentTargets(
  { organizationalUnitIds, scope }: OrganizationAccounts,
  roots: readonly string[],
): Parameters {
  const targets = organizationalUnitIds.length > 0 ? organizationalUnitIds : roots;
  return {
    ...(targets.length > 0 && { OrganizationalUnitIds: targets.join(',') }),
    AccountFilterType: ACCOUNT_FILTER_TYPE[scope?.type ?? 'all'],
    ...(scope !== undefined && scope.accountIds.length > 0 && { AccountIds: scope.accountIds.join(',') }),
  };
}

/** Of a parameter's value (CloudFormation quotas). */
const MAX_CHARACTERS = 4_096;

/** False when a stack cannot be given them: more accounts are named than a parameter holds. */
export function areDeployable(parameters: Parameters): boolean {
  return Object.values(parameters).every((value) => value.length <= MAX_CHARACTERS);
}
