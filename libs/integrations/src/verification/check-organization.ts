import { AccountStore, type OrganizationRow } from '@longshore/database';
import type { RoleArn, TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { sessionOfRole } from '../accounts/account-session.js';
import { FollowOrganization } from '../accounts/follow-organization.js';
import { nameAccounts } from '../accounts/name-accounts.js';
import { ProbeAccounts } from '../accounts/probe-accounts.js';
import { noticesOf } from '../accounts/reading-notices.js';
import type { Integration } from '../integration.js';
import { type Check, skipped } from './check.js';
import { CheckAccount } from './check-account.js';
import type { AccountChecks } from './check-accounts.js';
import { type Expectation, explainRefusal } from './explain-refusal.js';

/** Members whose refusal is explained one by one; the summary names the others. */
const EXPLAINED = 25;

const PROBED = new Set(['pending', 'active', 'role_lost', 'never_reachable']);

/** Asks AWS whether an organization can be read through its role, and which of its accounts the same role reaches. */
@Injectable()
export class CheckOrganization {
  constructor(
    private readonly accounts: AccountStore,
    private readonly checkAccount: CheckAccount,
    private readonly followOrganization: FollowOrganization,
    private readonly probeAccounts: ProbeAccounts,
  ) {}

  async run(
    tenantId: TenantId,
    integration: Integration,
    roleArn: RoleArn,
    expected: Expectation,
  ): Promise<AccountChecks> {
    const own = sessionOfRole(tenantId, integration, roleArn, 'verify');
    const { checks } = await this.checkAccount.look(own, expected);
    if (checks[0]?.status !== 'passed') {
      const because = 'Needs the role.';
      const unasked = [skipped('organization-readable', because), skipped('members-assumable', because)];
      return { checks: [...checks, ...unasked], isAnyReadable: false };
    }
    const organization = await this.followOrganization.run(tenantId, integration, { isFresh: true });
    const members = await this.members(tenantId, integration, expected);
    const readable = organization ? [readableCheck(organization)] : [];
    return { checks: [...checks, ...readable, ...members.checks], isAnyReadable: members.isAnyReadable };
  }

  private async members(tenantId: TenantId, { id }: Integration, expected: Expectation): Promise<AccountChecks> {
    const rows = (await this.accounts.all(tenantId, id)).filter(({ state }) => PROBED.has(state));
    const { reached, refused, unanswered } = await this.probeAccounts.run(tenantId, rows, { isFresh: true });
    const failing = [...refused, ...unanswered].map(({ account }) => account.awsAccountId).sort();
    const summary: Check = {
      check: 'members-assumable',
      status: failing.length === 0 && rows.length > 0 ? 'passed' : 'failed',
      detail: `${reached.length} of ${rows.length} accounts can be read.`,
      remedy: null,
    };
    if (failing.length > 0) {
      summary.detail += ` Not: ${nameAccounts(failing)}.`;
      summary.remedy =
        'Let the StackSet create the role in these accounts (update the stack with the OrganizationalUnitIds of GET .../installation), or leave them out with the account scope. GET .../accounts tells the reason of each.';
    } else if (rows.length === 0) {
      summary.remedy = 'Name organizational units and an account scope that leave some account.';
    }
    const explained = refused.slice(0, EXPLAINED).map(({ account, error }): Check => {
      const { detail, remedy = null } = explainRefusal(error, expected);
      return { check: 'role-assumable', status: 'failed', detail, remedy, accountId: account.awsAccountId };
    });
    return { checks: [summary, ...explained], isAnyReadable: reached.length > 0 };
  }
}

function readableCheck(organization: OrganizationRow): Check {
  const { reading, failure } = organization;
  const notices = noticesOf(organization);
  const found = reading
    ? `${reading.organizationId} has ${reading.accounts.length} accounts that could be listed.`
    : '';
  const detail = [...(failure ? [] : [found]), ...notices].join(' ');
  if (notices.length === 0) return { check: 'organization-readable', status: 'passed', detail, remedy: null };
  const remedy = failure?.remedy ?? 'Correct the organizational units, or allow what the detail names.';
  return { check: 'organization-readable', status: 'failed', detail, remedy };
}
