import { Injectable } from '@nestjs/common';
import { DispatchStore } from '@longshore/database';
import { CancelSync } from '../cancel-sync.js';
import { CloseSync } from '../close-sync.js';
import { forEachOf } from './for-each-of.js';

/** Makes up for whatever got lost: leases of vanished workers, jobs of a lost queue, syncs that nobody closed. Idempotent, in any process. */
@Injectable()
export class RepairSyncs {
  constructor(
    private readonly dispatch: DispatchStore,
    private readonly closeSync: CloseSync,
    private readonly cancelSync: CancelSync,
  ) {}

  async run(): Promise<void> {
    await this.dispatch.repair();
    await forEachOf(await this.dispatch.ending(), async ({ tenantId, syncId, isOverdue }) => {
      if (isOverdue) await this.cancelSync.run(tenantId, syncId, 'the deadline of 24 hours has passed');
      else await this.closeSync.run(tenantId, syncId);
    });
  }
}
