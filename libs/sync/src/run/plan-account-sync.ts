import { Injectable } from '@nestjs/common';
import { RegionDirectory, RoleSessions, type AccountPlan } from '@longshore/domain';
import { AccountStore, AccountSyncStore, LeaseLost } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { AccountMismatch } from './account-mismatch.error.js';
import { planOf, withoutAbsent } from './plan-of.js';

/** Assumes the role, asks which regions are enabled, and lays out what has to be listed. A plan that exists is kept. */
@Injectable()
export class PlanAccountSync {
  constructor(
    private readonly sessions: RoleSessions,
    private readonly regions: RegionDirectory,
    private readonly accounts: AccountStore,
    private readonly accountSyncs: AccountSyncStore,
  ) {}

  async run({ account, row, fence, entries, own, lease: { signal } }: AccountSyncContext): Promise<AccountPlan> {
    const reached = await this.sessions.identity(account, signal);
    if (reached !== account.awsAccountId) throw new AccountMismatch(account.roleArn, account.awsAccountId, reached);
    if (row.plan) return row.plan;
    const enabled = await this.regions.enabled(account, signal);
    await this.accounts.setRegions(account.tenantId, row.accountId, enabled);
    const { regions, source: regionSource } = enabled;
    const notices = [...enabled.notices, ...own.notices(regions)];
    const listed = withoutAbsent(planOf(entries, regions, account.roleArn, row.filter), own);
    const plan = { ...listed, regionSource, notices };
    if (!(await this.accountSyncs.setPlan(account.tenantId, row.id, fence.fence, plan))) throw new LeaseLost();
    return plan;
  }
}
