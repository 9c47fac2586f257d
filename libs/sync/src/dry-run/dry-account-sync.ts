import { Injectable } from '@nestjs/common';
import { cellsOf, type AccountPlan, type Cell, type Outcome } from '@longshore/domain';
import { PlanStore, WalkLedger, type AccountSyncEnd, type AccountSyncRow } from '@longshore/database';
import type { AccountSyncContext } from '../run/account-sync-context.js';
import { modelsOf } from '../run/models-of.js';
import { PlanAccountSync } from '../run/plan-account-sync.js';
import { entriesIn, listingOf } from '../run/plan-of.js';
import { Semaphore } from '../run/semaphore.js';
import { AccountPlanDraft } from './account-plan-draft.js';
import { DryModels } from './dry-models.js';
import type { DryPlace } from './dry-page.js';
import { DryScope } from './dry-scope.js';
import { PlanDeletions } from './plan-deletions.js';

const REGIONS_AT_ONCE = 8;

/** What a dry sync reads before, and writes after. */
@Injectable()
export class DryStores {
  constructor(
    readonly walks: WalkLedger,
    readonly plans: PlanStore,
  ) {}
}

/** How listings are walked. */
@Injectable()
export class DryWalks {
  constructor(
    readonly scope: DryScope,
    readonly models: DryModels,
  ) {}
}

/** What an earlier worker found out was in its memory: the next one begins again. */
export function afresh(row: AccountSyncRow): AccountSyncRow {
  return { ...row, done: Buffer.alloc(0), outcomes: {}, counts: {}, fields: [], effort: {}, warnings: [] };
}

/** Walks and maps an account for real, and writes down what a sync would do. Neither Port nor the ledger is written to. */
@Injectable()
export class DryAccountSync {
  constructor(
    private readonly planAccountSync: PlanAccountSync,
    private readonly walks: DryWalks,
    private readonly deletions: PlanDeletions,
    private readonly stores: DryStores,
  ) {}

  /** `stopped`: the process ends, or syncs are switched off. A slice that is over does not stop it: it would never get to its end. */
  async run(context: AccountSyncContext): Promise<AccountSyncEnd | 'stopped'> {
    const { tenantId, row, fence, progress, turn } = context;
    const { awsAccountId, syncId, accountId } = row;
    progress.tell('account.started', { awsAccountId });
    const plan = await this.planAccountSync.run(context);
    for (const notice of plan.notices) progress.tell('account.notice', { awsAccountId, notice });
    const draft = new AccountPlanDraft(await this.stores.walks.observe(tenantId));
    await this.walk(context, plan, draft);
    if (turn.mustEnd || !cellsOf(plan).every((cell) => progress.isDone(cell))) return 'stopped';
    progress.walked(plan, context);
    const deletions = await this.deletions.run(context, draft);
    // Deletions first: they are what people look for where not everything fits.
    await this.stores.plans.write(tenantId, fence, { syncId, accountId }, [...deletions, ...draft.changes]);
    for (const notice of draft.notices) progress.tell('plan.incomplete', { awsAccountId, notice });
    progress.tell('account.finished', { awsAccountId });
    await progress.flush();
    return progress.isComplete ? 'completed' : 'partial';
  }

  /** In the order of a real sync: kind by kind, the regions of a kind in parallel. */
  private async walk(context: AccountSyncContext, plan: AccountPlan, draft: AccountPlanDraft): Promise<void> {
    const cells = cellsOf(plan);
    for (const { kind } of plan.kinds) {
      const regions = new Semaphore(REGIONS_AT_ONCE);
      const walks = cells
        .filter((cell) => cell.kind === kind)
        .map((cell) => regions.run(() => this.cell(context, cell, draft)));
      const failed = (await Promise.allSettled(walks)).find((walk) => walk.status === 'rejected');
      if (failed) throw failed.reason;
    }
  }

  private async cell(context: AccountSyncContext, cell: Cell, draft: AccountPlanDraft): Promise<void> {
    if (context.turn.mustEnd) return;
    try {
      const { integrationId, accountId } = context.row;
      const { kind, region } = cell;
      const entries = entriesIn(context.entries, kind, region);
      const scope = { integrationId, accountId, region, kind };
      const listing = listingOf(cell, entries, context.reads);
      const tally = context.progress.tally();
      const place: DryPlace = { cell, scope, listing, entries, tally, draft, items: 0, unmapped: [] };
      const models = modelsOf(cell, entries, context);
      const end = models ? await this.walks.models.run(context, place, models) : await this.plain(context, place);
      if (end === 'stopped') return;
      const { outcome, ...rest } = end;
      await context.progress.ended(cell, outcome, { ...tally.report(place.items), ...rest });
    } catch (error) {
      // The first failure that an account sync cannot survive ends the other walks too, and stays its reason.
      context.lease.abandon(error);
      throw error;
    }
  }

  private async plain(context: AccountSyncContext, place: DryPlace): Promise<{ outcome: Outcome } | 'stopped'> {
    const outcome = await this.walks.scope.run(context, place);
    return outcome === 'stopped' ? outcome : { outcome };
  }
}
