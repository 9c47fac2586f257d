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

/** The parameters of the template, as the link and the commands fill them in; what the customer has to choose is left out. */
export function templateParameters(accounts: Accounts, { issuer, audience, subject }: Trust): Parameters {
  return {
    IssuerUrl: issuer,
    Subject: subject,
    Audience: audience,
    RoleName: 'LongshoreReadRole',
    ...(accounts.mode === 'organization' && deploymentTargets(accounts)),
  };
}

/** The words of StackSets for the scope of an integration (CloudFormation API Reference, DeploymentTargets). */
const ACCOUNT_FILTER_TYPE = { all: 'NONE', all_except: 'DIFFERENCE', only: 'INTERSECTION' } as const;

function deploymentTargets({ organizationalUnitIds, scope }: OrganizationAccounts): Parameters {
  return {
    ...(organizationalUnitIds.length > 0 && { OrganizationalUnitIds: organizationalUnitIds.join(',') }),
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
