import { AccountStore, type AccountRow } from '@longshore/database';
import { AssumeRoleDenied, type AwsAccount, RegionDirectory, RoleSessions, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { carryOut, type Check, skipped } from './check.js';
import { type Expectation, explainRefusal } from './explain-refusal.js';

/** Asks AWS, as the sync will, whether one account can be read. */
@Injectable()
export class CheckAccount {
  constructor(
    private readonly sessions: RoleSessions,
    private readonly regions: RegionDirectory,
    private readonly accounts: AccountStore,
  ) {}

  /** The three checks of the account, in order; what rests on a failed one is skipped. Records the account's state. */
  async run(tenantId: TenantId, account: AccountRow, expected: Expectation): Promise<Check[]> {
    const checks = await this.look(tenantId, account, expected);
    const failure = checks.find(({ status }) => status === 'failed');
    const lost = account.state === 'pending' ? 'pending' : 'role_lost';
    await this.accounts.setState(tenantId, account.id, failure ? lost : 'active', failure?.detail ?? null);
    return checks.map((check) => ({ ...check, accountId: account.awsAccountId }));
  }

  private async look(tenantId: TenantId, row: AccountRow, expected: Expectation): Promise<Check[]> {
    const account: AwsAccount = {
      tenantId,
      integrationId: row.integrationId,
      awsAccountId: row.awsAccountId,
      roleArn: row.roleArn,
      sessionName: `longshore-verify-${row.integrationId}`,
    };
    // A cached session would pass although the role has gone.
    this.sessions.forget(account);
    const assumable = await carryOut('role-assumable', () => this.assume(account, expected));
    if (assumable.status === 'failed') {
      const because = 'Needs the role.';
      return [assumable, skipped('account-matches', because), skipped('regions-listable', because)];
    }
    const matches = await carryOut('account-matches', () => this.compare(account));
    const listable = await carryOut('regions-listable', () => this.list(account));
    return [assumable, matches, listable];
  }

  private async assume(account: AwsAccount, expected: Expectation) {
    try {
      await this.sessions.credentials(account);
      return { isPassed: true, detail: `${account.roleArn} can be assumed.` };
    } catch (error) {
      if (error instanceof AssumeRoleDenied) return explainRefusal(error, expected);
      throw error;
    }
  }

  private async compare(account: AwsAccount) {
    const actual = await this.sessions.identity(account);
    if (actual === account.awsAccountId) return { isPassed: true, detail: `The session is in account ${actual}.` };
    const detail = `The session is in account ${actual}, the role ARN names ${account.awsAccountId}.`;
    return { isPassed: false, detail, remedy: 'Send the role ARN from the outputs of the stack.' };
  }

  private async list(account: AwsAccount) {
    const { regions, source, notices } = await this.regions.enabled(account);
    const detail = [`${regions.length} regions, read from ${source}.`, ...notices].join(' ');
    const remedy = 'Allow account:ListRegions or ec2:DescribeRegions in the policies of the role.';
    return { isPassed: regions.length > 0, detail, remedy };
  }
}
