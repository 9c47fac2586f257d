import { Injectable } from '@nestjs/common';
import { accountSyncJob, JobQueue } from '@longshore/domain';
import { DispatchStore, SettingStore } from '@longshore/database';

const AT_ONCE = 200;

/**
 * Hands ready account syncs to the queue. Fair without a broker's help: a job's priority is the number its tenant already has
 * under way, so a small tenant's first overtakes a big tenant's fifth.
 */
@Injectable()
export class DispatchAccountSyncs {
  constructor(
    private readonly dispatch: DispatchStore,
    private readonly settings: SettingStore,
    private readonly queue: JobQueue,
  ) {}

  async run(): Promise<number> {
    if ((await this.settings.killSwitches()).syncs === 'off') return 0;
    const taken = await this.dispatch.takeReady(AT_ONCE);
    for (const { tenantId, accountSyncId, load } of taken)
      await this.queue.add({ v: accountSyncJob.version, tenantId, accountSyncId }, Math.max(1, load));
    return taken.length;
  }
}
