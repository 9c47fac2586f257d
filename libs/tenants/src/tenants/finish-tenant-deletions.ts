import { Injectable } from '@nestjs/common';
import { type IntegrationRow, IntegrationStore, SyncStore, type TenantRow, TenantStore } from '@longshore/database';
import { TERMINAL_SYNC_STATES, type TenantId } from '@longshore/domain';
import { DataKeys } from '../secrets/data-keys.js';
import { RemoveTenantEntities } from './remove-tenant-entities.js';

@Injectable()
export class TenantDeletionStores {
  constructor(
    readonly tenants: TenantStore,
    readonly integrations: IntegrationStore,
    readonly syncs: SyncStore,
  ) {}
}

/** Carries deletions of tenants to their end; run it now and then, in any number of processes. */
@Injectable()
export class FinishTenantDeletions {
  constructor(
    private readonly stores: TenantDeletionStores,
    private readonly removal: RemoveTenantEntities,
    private readonly dataKeys: DataKeys,
  ) {}

  /** The number of tenants that are deleted now. */
  async run(): Promise<number> {
    let finished = 0;
    for await (const tenant of this.allTenants()) {
      if (tenant.state === 'deleting' && (await this.one(tenant))) finished += 1;
    }
    return finished;
  }

  /** The deleted tenant, or null while one of its syncs has yet to end, or entities that are to go along have yet to. */
  async one(deleting: TenantRow): Promise<TenantRow | null> {
    const { id: tenantId } = deleting;
    const integrations = await this.liveIntegrations(tenantId);
    let running = 0;
    for (const { id } of integrations) {
      await this.stores.integrations.setState(tenantId, id, 'deleting');
      if (await this.isSyncing(tenantId, id)) running += 1;
    }
    if (running > 0 || !(await this.removal.run(deleting, integrations))) return null;
    for (const { id } of integrations) await this.stores.integrations.setState(tenantId, id, 'deleted');
    const tenant = await this.stores.tenants.markDeleted(tenantId);
    this.dataKeys.forget(tenantId);
    return tenant;
  }

  /** Asks a running sync to end. An integration has one at most. */
  private async isSyncing(tenantId: TenantId, integrationId: IntegrationRow['id']): Promise<boolean> {
    const [newest] = await this.stores.syncs.list(tenantId, integrationId, { limit: 1 });
    if (!newest || TERMINAL_SYNC_STATES.includes(newest.state)) return false;
    await this.stores.syncs.cancel(tenantId, newest.id, 'The tenant is being deleted.');
    return true;
  }

  private async liveIntegrations(tenantId: TenantId): Promise<IntegrationRow[]> {
    const all: IntegrationRow[] = [];
    let cursor: string | undefined;
    do {
      const { rows, nextCursor } = await this.stores.integrations.list(
        tenantId,
        cursor === undefined ? {} : { cursor },
      );
      all.push(...rows);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  }

  private async *allTenants(): AsyncGenerator<TenantRow> {
    let cursor: string | undefined;
    do {
      const { rows, nextCursor } = await this.stores.tenants.list(cursor === undefined ? {} : { cursor });
      yield* rows;
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}
