import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Conflict,
  InvalidInput,
  NotFound,
  OperationId,
  type IntegrationId,
  type SyncId,
  type TenantId,
} from '@longshore/domain';
import {
  IntegrationStore,
  OperationStore,
  OrphanLedger,
  SyncStore,
  type OperationFilter,
  type OperationRow,
  type OrphanedScope,
  type OrphanFilter,
} from '@longshore/database';

export interface PrunePlan {
  scopes: OrphanedScope[];
  entities: number;
  /** Null: nothing was started. */
  operation: OperationRow | null;
}

/** Starts the long-running work that a tenant can ask for, and tells how it stands. */
@Injectable()
export class OpenOperation {
  constructor(
    private readonly operations: OperationStore,
    private readonly integrations: IntegrationStore,
    private readonly syncs: SyncStore,
    private readonly orphans: OrphanLedger,
  ) {}

  /** Throws NotFound. */
  async get(tenantId: TenantId, id: OperationId): Promise<OperationRow> {
    const operation = await this.operations.get(tenantId, id);
    if (!operation) throw new NotFound('Operation');
    return operation;
  }

  /** All of the tenant, the newest first: those of deleted integrations too, whose removal can be undone by its id only. Throws InvalidInput for a foreign cursor. */
  async list(
    tenantId: TenantId,
    { cursor, limit, ...filter }: Omit<OperationFilter, 'after'> & { cursor?: string | undefined },
  ): Promise<{ rows: OperationRow[]; nextCursor: string | null }> {
    if (cursor !== undefined && !OperationId.safeParse(cursor).success)
      throw new InvalidInput([{ pointer: '/cursor', detail: 'is not the nextCursor of this list' }]);
    const found = await this.operations.list(tenantId, { ...filter, limit: limit + 1, after: cursor });
    const rows = found.slice(0, limit);
    return { rows, nextCursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  }

  /** Brings back what a sync deleted. Throws NotFound. */
  async restoreSync(tenantId: TenantId, syncId: SyncId, actor: string): Promise<OperationRow> {
    const sync = await this.syncs.get(tenantId, syncId);
    if (!sync) throw new NotFound('Sync');
    const { integrationId } = sync;
    return this.open(tenantId, { integrationId, type: 'restoration', target: { syncId }, actor });
  }

  /** Brings back what a prune deleted. Throws NotFound. */
  async restoreOperation(tenantId: TenantId, operationId: OperationId, actor: string): Promise<OperationRow> {
    const { integrationId } = await this.get(tenantId, operationId);
    return this.open(tenantId, { integrationId, type: 'restoration', target: { operationId }, actor });
  }

  /** Tells what vanished listings hold, and deletes it when `confirmed` is the number of entities. Throws NotFound, Conflict for another number. */
  async prune(
    tenantId: TenantId,
    identifier: string,
    { filter, confirmed, actor }: { filter: OrphanFilter; confirmed: number | null; actor: string },
  ): Promise<PrunePlan> {
    const integration = await this.integrations.getByIdentifier(tenantId, identifier);
    if (!integration) throw new NotFound('Integration');
    const scopes = await this.orphans.orphaned(tenantId, integration.id, filter);
    const entities = scopes.reduce((total, scope) => total + scope.entities, 0);
    if (confirmed === null) return { scopes, entities, operation: null };
    const id = OperationId.parse(randomUUID());
    const prune = { id, integrationId: integration.id, filter, confirmed, actor };
    if (!(await this.orphans.openPrune(tenantId, prune)))
      throw new Conflict(
        `${entities} entities would be deleted, not ${confirmed}. Look at the plan again, then confirm its number.`,
      );
    return { scopes, entities, operation: await this.get(tenantId, id) };
  }

  /** Deletes all that an integration made; what is under way is not started twice. The integration has to be `deleting`. */
  async remove(tenantId: TenantId, integrationId: IntegrationId, actor: string): Promise<OperationRow> {
    const newest = await this.operations.newest(tenantId, integrationId, 'removal');
    if (newest && newest.endedAt === null) return newest;
    return this.open(tenantId, { integrationId, type: 'removal', target: {}, actor });
  }

  private open(
    tenantId: TenantId,
    operation: Pick<OperationRow, 'integrationId' | 'type' | 'target' | 'actor'>,
  ): Promise<OperationRow> {
    return this.operations.open(tenantId, { id: OperationId.parse(randomUUID()), ...operation });
  }
}
