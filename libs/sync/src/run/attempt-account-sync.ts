import { Injectable } from '@nestjs/common';
import { AssumeRoleDenied, DomainError, noCounts, type TenantId } from '@longshore/domain';
import { LeaseLost, type AccountSyncEnd, type AccountSyncRow } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { CarryOut } from './carry-out.js';
import { afresh, DryAccountSync } from '../dry-run/dry-account-sync.js';
import type { Lease } from './lease.js';
import { OpenContext } from './open-context.js';
import { RunStores } from './run-stores.js';
import { SyncCancelled } from './sync-cancelled.error.js';
import type { Turn } from './turn.js';

/** Carries an account sync out and writes down how it ended; what it could not survive becomes its outcome. */
@Injectable()
export class AttemptAccountSync {
  constructor(
    private readonly stores: RunStores,
    private readonly openContext: OpenContext,
    private readonly carryOut: CarryOut,
    private readonly dryAccountSync: DryAccountSync,
  ) {}

  /** Throws LeaseLost, and whatever is a bug or an outage of ours: then the lease runs out and the repair loop has the work tried again. */
  async run(tenantId: TenantId, row: AccountSyncRow, lease: Lease, turn: Turn): Promise<AccountSyncEnd | 'stopped'> {
    let context: AccountSyncContext | undefined;
    try {
      if (row.isCancelled) throw new SyncCancelled();
      if (turn.mustEnd) return 'stopped';
      context = await this.openContext.run(tenantId, row.dryRun ? afresh(row) : row, lease, turn);
      const end = await (row.dryRun ? this.dryAccountSync : this.carryOut).run(context);
      return end === 'stopped' ? end : await this.end(context, end);
    } catch (caught) {
      const error: unknown = lease.signal.aborted ? lease.signal.reason : caught;
      lease.abandon(error);
      if (error instanceof LeaseLost || !(error instanceof DomainError)) throw error;
      if (error instanceof AssumeRoleDenied && error.isAboutRole && !row.dryRun)
        await this.stores.accounts.refused(tenantId, [{ id: row.accountId, detail: error.message }]);
      const outcome = error instanceof SyncCancelled ? 'cancelled' : 'failed';
      context?.progress.tell('account.failed', {
        awsAccountId: row.awsAccountId,
        code: error.code,
        detail: error.message,
      });
      await context?.progress.flush();
      await this.finish(tenantId, row, { outcome, detail: `${error.code}: ${error.message}` }, context);
      return outcome;
    }
  }

  private async end(context: AccountSyncContext, outcome: AccountSyncEnd): Promise<AccountSyncEnd> {
    const { tenantId, row, progress } = context;
    const result = { outcome, detail: null, counts: progress.counts };
    const place = await this.stores.accountSyncs.finishUnlessLast(tenantId, row, result);
    if (place === 'lost') throw new LeaseLost();
    if (place === 'finished') return outcome;
    const joined = await this.carryOut.joinAccounts(context);
    await this.finish(tenantId, row, { outcome: joined, detail: null }, context);
    return joined;
  }

  private async finish(
    tenantId: TenantId,
    row: AccountSyncRow,
    end: { outcome: AccountSyncEnd; detail: string | null },
    context: AccountSyncContext | undefined,
  ): Promise<void> {
    const counts = context?.progress.counts ?? { ...noCounts(), accounts: 1, ...row.counts };
    if (!(await this.stores.accountSyncs.finish(tenantId, row.id, row.fence, { ...end, counts })))
      throw new LeaseLost();
  }
}
