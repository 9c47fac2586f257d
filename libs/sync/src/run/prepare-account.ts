import { Injectable } from '@nestjs/common';
import { cellsOf, type AccountPlan } from '@longshore/domain';
import { AccountStore, SettlementLedger } from '@longshore/database';
import { CatalogPreparation } from '../catalog-preparation.js';
import type { AccountSyncContext } from './account-sync-context.js';
import { PlanAccountSync } from './plan-account-sync.js';

/** Reaches the account, lays out the plan, and makes catalog and ledger ready for it. */
@Injectable()
export class PrepareAccount {
  constructor(
    private readonly planAccountSync: PlanAccountSync,
    private readonly accounts: AccountStore,
    private readonly ledger: SettlementLedger,
    private readonly preparation: CatalogPreparation,
  ) {}

  async run(context: AccountSyncContext): Promise<AccountPlan> {
    const { tenantId, row, fence, access, lease, knownScopes, progress } = context;
    const { awsAccountId, integrationId, accountId } = row;
    progress.tell('account.started', { awsAccountId });
    const plan = await this.planAccountSync.run(context);
    for (const notice of plan.notices) progress.tell('account.notice', { awsAccountId, notice });
    await this.accounts.reached(tenantId, [accountId]);
    // Only before the first entities: later it would bring back what a user has removed from a blueprint.
    if (!(await this.ledger.hasEntities(tenantId, integrationId)))
      await this.preparation.prepare(tenantId, integrationId, access, lease.signal);
    // A sync of some kinds or regions says nothing about the others.
    const planned = cellsOf(plan);
    const names = new Set(planned.map((cell) => `${cell.kind} ${cell.region}`));
    if (row.filter === null && [...knownScopes].some((name) => !names.has(name)))
      await this.ledger.orphan(tenantId, fence, accountId, planned);
    return plan;
  }
}
