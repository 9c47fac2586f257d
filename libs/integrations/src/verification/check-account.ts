import { AccountStore, type AccountRow } from '@longshore/database';
import { AssumeRoleDenied, type AwsAccount, RegionDirectory, RoleSessions, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { sessionFor } from '../accounts/account-session.js';
import { carryOut, type Check, type Finding, skipped } from './check.js';
import { type Expectation, explainRefusal } from './explain-refusal.js';

const UNASKED = ['account-matches', 'regions-listable'] as const;

/** Asks AWS, as the sync will, whether one account can be read. */
@Injectable()
export class CheckAccount {
  constructor(
    private readonly sessions: RoleSessions,
    private readonly regions: RegionDirectory,
    private readonly accounts: AccountStore,
  ) {}

  /** The three checks of the account, in order; what rests on a failed one is skipped. Records whether the role works. */
  async run(tenantId: TenantId, row: AccountRow, expected: Expectation): Promise<Check[]> {
    const { checks, refused } = await this.look(sessionFor(tenantId, row, 'verify'), expected);
    if (refused?.isAboutRole) await this.accounts.refused(tenantId, [{ id: row.id, detail: refused.message }]);
    else if (checks.every(({ status }) => status === 'passed')) await this.accounts.reached(tenantId, [row.id]);
    return checks;
  }

  /** The same of an account that need not be one of the integration's; records nothing. */
  async look(
    account: AwsAccount,
    expected: Expectation,
  ): Promise<{ checks: Check[]; refused: AssumeRoleDenied | null }> {
    let refused: AssumeRoleDenied | null = null;
    const { awsAccountId: accountId } = account;
    const named = (checks: Check[]) => checks.map((check) => ({ ...check, accountId }));
    const assumable = await carryOut('role-assumable', async () => {
      refused = await this.refusal(account);
      if (refused) return explainRefusal(refused, expected);
      return { isPassed: true, detail: `${account.roleArn} can be assumed.` };
    });
    if (assumable.status === 'failed') {
      const unasked = UNASKED.map((check) => skipped(check, 'Needs the role.'));
      return { checks: named([assumable, ...unasked]), refused };
    }
    const matches = await carryOut('account-matches', () => this.compare(account));
    const listable = await carryOut('regions-listable', () => this.list(account));
    return { checks: named([assumable, matches, listable]), refused };
  }

  private async refusal(account: AwsAccount): Promise<AssumeRoleDenied | null> {
    // A cached session would pass although the role has gone.
    this.sessions.forget(account);
    try {
      await this.sessions.credentials(account);
      return null;
    } catch (error) {
      if (error instanceof AssumeRoleDenied) return error;
      throw error;
    }
  }

  private async compare(account: AwsAccount): Promise<Finding> {
    const actual = await this.sessions.identity(account);
    if (actual === account.awsAccountId) return { isPassed: true, detail: `The session is in account ${actual}.` };
    const detail = `The session is in account ${actual}, the role ARN names ${account.awsAccountId}.`;
    return { isPassed: false, detail, remedy: 'Send the role ARN from the outputs of the stack.' };
  }

  private async list(account: AwsAccount): Promise<Finding> {
    const { regions, source, notices } = await this.regions.enabled(account);
    const detail = [`${regions.length} regions, read from ${source}.`, ...notices].join(' ');
    const remedy = 'Allow account:ListRegions or ec2:DescribeRegions in the policies of the role.';
    return { isPassed: regions.length > 0, detail, remedy };
  }
}
