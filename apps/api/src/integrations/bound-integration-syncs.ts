import { Injectable } from '@nestjs/common';
import { SyncStore } from '@longshore/database';
import { type IntegrationId, type SyncId, TERMINAL_SYNC_STATES, type TenantId } from '@longshore/domain';
import { IntegrationSyncs } from '@longshore/integrations';
import { CancelSync, OpenOperation, OpenSync, SyncRunning, SyncsSwitchedOff } from '@longshore/sync';

/** Integrations ask for syncs, the sync feature carries them out; neither knows the other. */
@Injectable()
export class BoundIntegrationSyncs extends IntegrationSyncs {
  constructor(
    private readonly openSync: OpenSync,
    private readonly cancelSync: CancelSync,
    private readonly syncs: SyncStore,
    private readonly openOperation: OpenOperation,
  ) {
    super();
  }

  async openFirst(tenantId: TenantId, identifier: string): Promise<SyncId | null> {
    try {
      const { id } = await this.openSync.run(tenantId, identifier, { trigger: 'verification' });
      return id;
    } catch (error) {
      if (error instanceof SyncRunning || error instanceof SyncsSwitchedOff) return null;
      throw error;
    }
  }

  /** An integration has one live sync at most, the newest. */
  async cancel(tenantId: TenantId, integrationId: IntegrationId): Promise<void> {
    const [newest] = await this.syncs.list(tenantId, integrationId, { limit: 1 });
    if (!newest || TERMINAL_SYNC_STATES.includes(newest.state)) return;
    await this.cancelSync.run(tenantId, newest.id, 'The integration is being deleted.');
  }

  async deleteEntities(tenantId: TenantId, integrationId: IntegrationId, actor: string): Promise<void> {
    await this.openOperation.remove(tenantId, integrationId, actor);
  }
}
