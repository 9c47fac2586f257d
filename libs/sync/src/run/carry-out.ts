import { Injectable } from '@nestjs/common';
import { cellsOf } from '@longshore/domain';
import type { AccountSyncEnd } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { PrepareAccount } from './prepare-account.js';
import { RetryUnmetRelations } from './retry-unmet-relations.js';
import { SettleAccount } from './settle-account.js';
import { WalkAccount } from './walk-account.js';

/** The steps of an account sync in their order. Each may be repeated by the worker that follows. */
@Injectable()
export class CarryOut {
  constructor(
    private readonly prepare: PrepareAccount,
    private readonly walk: WalkAccount,
    private readonly retry: RetryUnmetRelations,
    private readonly settle: SettleAccount,
  ) {}

  /** `stopped`: what is done is written down, and the work is to be given back. */
  async run(context: AccountSyncContext): Promise<AccountSyncEnd | 'stopped'> {
    const { row, progress, turn } = context;
    const plan = await this.prepare.run(context);
    await this.walk.run(context, plan);
    const cells = cellsOf(plan);
    const isWalked = cells.every((cell) => progress.isDone(cell));
    if (isWalked && !turn.mustEnd) {
      progress.walked(plan, context);
      await this.retry.run(context, 'account');
      await this.settle.run(context, progress.completed(cells));
    }
    const isStopped = !isWalked || turn.mustEnd;
    if (!isStopped) progress.tell('account.finished', { awsAccountId: row.awsAccountId });
    await progress.flush();
    if (isStopped) return 'stopped';
    return progress.isComplete ? 'completed' : 'partial';
  }

  /** When all other accounts have ended: tries the relations between accounts. */
  async joinAccounts(context: AccountSyncContext): Promise<AccountSyncEnd> {
    await this.retry.run(context, 'sync');
    await context.progress.flush();
    return context.progress.isComplete ? 'completed' : 'partial';
  }
}
