import { Injectable } from '@nestjs/common';
import { NotFound, TERMINAL_SYNC_STATES, type SyncId, type TenantId } from '@longshore/domain';
import { PlanStore, SyncStore, type PlannedAction, type StoredChange } from '@longshore/database';

export interface Plan {
  changes: StoredChange[];
  /** Changes that are counted but not listed; null while the sync runs. */
  omitted: number | null;
}

/** What a dry sync would do. */
@Injectable()
export class ReadPlan {
  constructor(
    private readonly syncs: SyncStore,
    private readonly plans: PlanStore,
  ) {}

  /** Throws NotFound, also for a sync that was not dry. */
  async run(
    tenantId: TenantId,
    syncId: SyncId,
    page: { limit: number; after?: number | undefined; action?: PlannedAction | undefined },
  ): Promise<Plan> {
    const sync = await this.syncs.get(tenantId, syncId);
    if (!sync) throw new NotFound('Sync');
    if (!sync.dryRun) throw new NotFound('Plan');
    const changes = await this.plans.list(tenantId, syncId, page);
    if (!TERMINAL_SYNC_STATES.includes(sync.state)) return { changes, omitted: null };
    const { created, updated, deleted, held } = sync.counts.entities;
    const listed = await this.plans.count(tenantId, syncId);
    return { changes, omitted: Math.max(0, created + updated + deleted + held - listed) };
  }
}
