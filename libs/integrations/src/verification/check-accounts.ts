import { AccountStore } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { inLanes } from '../accounts/in-lanes.js';
import { namedRoles } from '../accounts/named-accounts.js';
import type { Integration } from '../integration.js';
import { type Check, skipped } from './check.js';
import { CheckAccount } from './check-account.js';
import { CheckOrganization } from './check-organization.js';
import type { Expectation } from './explain-refusal.js';

/** Each check is three calls, and a list may have a thousand accounts. */
const AT_ONCE = 20;

export interface AccountChecks {
  checks: Check[];
  /** Whether there is anything that a sync could read. */
  isAnyReadable: boolean;
}

/** Asks AWS whether the accounts of an integration can be read. */
@Injectable()
export class CheckAccounts {
  constructor(
    private readonly accounts: AccountStore,
    private readonly checkAccount: CheckAccount,
    private readonly checkOrganization: CheckOrganization,
  ) {}

  async run(tenantId: TenantId, integration: Integration, expected: Expectation): Promise<AccountChecks> {
    const roles = namedRoles(integration.accounts);
    const [roleArn] = roles;
    if (roleArn === undefined) return { checks: [NO_ROLE, ...UNASKED], isAnyReadable: false };
    const { checks, isAnyReadable } =
      integration.accounts.mode === 'organization'
        ? await this.checkOrganization.run(tenantId, integration, roleArn, expected)
        : await this.ofEach(tenantId, integration, expected);
    const detail = roles.length === 1 ? 'One role is configured.' : `${roles.length} roles are configured.`;
    return {
      checks: [{ check: 'role-configured', status: 'passed', detail, remedy: null }, ...checks],
      isAnyReadable,
    };
  }

  private async ofEach(tenantId: TenantId, { id }: Integration, expected: Expectation): Promise<AccountChecks> {
    const rows = (await this.accounts.all(tenantId, id)).filter(({ state }) => state !== 'excluded');
    const ofAccounts = new Array<Check[]>(rows.length);
    await inLanes([...rows.entries()], AT_ONCE, async ([index, row]) => {
      ofAccounts[index] = await this.checkAccount.run(tenantId, row, expected);
    });
    const isAnyReadable = ofAccounts.some((checks) => checks.every(({ status }) => status === 'passed'));
    return { checks: ofAccounts.flat(), isAnyReadable };
  }
}

const NO_ROLE: Check = {
  check: 'role-configured',
  status: 'failed',
  detail: 'No role ARN has been sent.',
  remedy: 'Create the stack from the installation link, then send its output PortIntegrationRoleArn with PUT .../role.',
};

const UNASKED = (['role-assumable', 'account-matches', 'regions-listable'] as const).map((check) =>
  skipped(check, 'No role is configured.'),
);
