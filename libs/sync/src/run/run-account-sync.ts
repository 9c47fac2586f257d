import { Injectable } from '@nestjs/common';
import type { AccountSyncJob } from '@longshore/domain';
import { LeaseLost } from '@longshore/database';
import { CloseSync } from '../close-sync.js';
import { AttemptAccountSync } from './attempt-account-sync.js';
import { Lease } from './lease.js';
import { RunStores } from './run-stores.js';
import { Turns } from './turns.js';

/** Takes an account sync, if it can be had, and gives it back, ended or to be continued. */
@Injectable()
export class RunAccountSync {
  constructor(
    private readonly stores: RunStores,
    private readonly turns: Turns,
    private readonly attempt: AttemptAccountSync,
    private readonly closeSync: CloseSync,
  ) {}

  /** `stopping` asks for the work back: the page in hand is finished and the rest left for another worker. */
  async run({ tenantId, accountSyncId }: AccountSyncJob, worker: string, stopping: AbortSignal): Promise<void> {
    const { accountSyncs, slots, syncs } = this.stores;
    const turn = await this.turns.begin(tenantId, stopping);
    const askedAt = performance.now();
    const row = await accountSyncs.claim(tenantId, accountSyncId, worker);
    if (!row) return;
    const fence = { accountSyncId, fence: row.fence };
    const lease = new Lease(accountSyncs, {
      tenantId,
      fence,
      terms: accountSyncs.terms,
      askedAt,
      onRenewed: () => turn.look(),
    });
    try {
      await syncs.started(tenantId, row.syncId);
      const end = await this.attempt.run(tenantId, row, lease, turn);
      if (end === 'stopped' && turn.awaited.length > 0) await slots.giveBack(tenantId, row, turn.awaited);
      else if (end === 'stopped') await accountSyncs.release(tenantId, accountSyncId, row.fence);
      else await this.closeSync.run(tenantId, row.syncId);
    } catch (error) {
      // Whoever holds the lease now goes on from the last checkpoint.
      if (!(error instanceof LeaseLost)) throw error;
    } finally {
      // Whatever is still on its way has lost its right to be.
      lease.abandon(new LeaseLost());
      lease.end();
    }
  }
}
