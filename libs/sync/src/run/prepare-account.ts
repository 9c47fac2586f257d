import { Injectable } from '@nestjs/common';
import { cellsOf, type AccountPlan } from '@longshore/domain';
import { AccountStore, SettlementLedger } from '@longshore/database';
import { CatalogPreparation } from '../catalog-preparation.js';
import type { AccountSyncContext } from './account-sync-context.js';
import { placesOf } from './models-of.js';
import { PlanAccountSync } from './plan-account-sync.js';
import { upheldCells } from './plan-of.js';

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
    const { tenantId, row, access, lease, progress } = context;
    const { awsAccountId, integrationId, accountId } = row;
    progress.tell('account.started', { awsAccountId });
    const plan = await this.planAccountSync.run(context);
    for (const notice of plan.notices) progress.tell('account.notice', { awsAccountId, notice });
    await this.accounts.reached(tenantId, [accountId]);
    await this.ledger.adopt(tenantId, context.fence, accountId, placesOf(cellsOf(plan), context));
    // Only before the first entities: later it would bring back what a user has removed from a blueprint.
    if (!(await this.ledger.hasEntities(tenantId, integrationId)))
      await this.preparation.prepare(tenantId, integrationId, access, lease.signal);
    // A sync of some kinds or regions says nothing about the others.
    if (row.filter === null) await this.orphanVanished(context, plan);
    return plan;
  }

  private async orphanVanished(context: AccountSyncContext, plan: AccountPlan): Promise<void> {
    const { tenantId, row, fence, entries, knownScopes, progress } = context;
    const upheld = placesOf(upheldCells(plan, entries, row.roleArn, knownScopes.regions), context);
    if (knownScopes.areAllIn(upheld)) return;
    const vanished = await this.ledger.orphan(tenantId, fence, row.accountId, upheld);
    for (const { kind, region } of vanished)
      progress.tell('listing.orphaned', { awsAccountId: row.awsAccountId, kind, region });
  }
}
