import { Injectable } from '@nestjs/common';
import { NotFound, type SyncId, type TenantId } from '@longshore/domain';
import { SyncStore, type SyncRow } from '@longshore/database';
import { CloseSync } from './close-sync.js';

/** Stops a sync: what was confirmed stays, nothing more is read, pushed or deleted. A sync that has ended stays as it ended. */
@Injectable()
export class CancelSync {
  constructor(
    private readonly syncs: SyncStore,
    private readonly closeSync: CloseSync,
  ) {}

  async run(tenantId: TenantId, syncId: SyncId, detail = 'cancelled by the tenant'): Promise<SyncRow> {
    await this.syncs.cancel(tenantId, syncId, detail);
    await this.closeSync.run(tenantId, syncId);
    const sync = await this.syncs.get(tenantId, syncId);
    if (!sync) throw new NotFound('Sync');
    return sync;
  }
}
