import { Injectable } from '@nestjs/common';
import type { IntegrationId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { DeletionCandidate } from './dead-claims.js';
import {
  close,
  closeReturned,
  deletable,
  type DeletionRun,
  forgetEntities,
  type IntendedDeletion,
  journal,
  unconfirm,
  UNFINISHED_MINUTES,
  type Unfinished,
} from './deletion-rows.js';
import { lockEntities } from './entity-locks.js';
import { holdFence, holdWriter, type Fence, type Writer } from './fence.js';

/** The journal of deletions: written before Port is asked, kept so that each can be explained and undone. */
@Injectable()
export class DeletionLedger {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * Journals the deletions that still hold: those whose every claim is still dead now. Their claims lose their confirmation, so that a
   * resource which returns is pushed again whatever became of the deletion. The entity as an earlier, unfinished try found it is kept.
   */
  async begin(
    tenantId: TenantId,
    writer: Writer,
    run: DeletionRun,
    deletions: IntendedDeletion[],
  ): Promise<DeletionCandidate[]> {
    return this.database.transaction(tenantId, async (transaction) => {
      await holdWriter(transaction, writer);
      const ids = deletions.map((deletion) => deletion.entityId);
      await lockEntities(transaction, tenantId, ids);
      const begun = await deletable(transaction, tenantId, run, deletions);
      const doomed = begun.map((deletion) => deletion.entityId);
      await unconfirm(transaction, tenantId, doomed);
      await journal(transaction, tenantId, run, begun);
      return begun.map(({ evidence: _evidence, before: _before, ...candidate }) => candidate);
    });
  }

  /** Forgets the entities that Port says are gone, and keeps the others with what Port said. */
  async end(
    tenantId: TenantId,
    writer: Writer,
    { gone, kept, detail }: { gone: DeletionCandidate[]; kept: DeletionCandidate[]; detail: string },
  ): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdWriter(transaction, writer);
      const ids = gone.map((deletion) => deletion.entityId);
      await lockEntities(transaction, tenantId, ids);
      await forgetEntities(transaction, tenantId, ids, 'operationId' in writer ? writer.operationId : null);
      await close(transaction, tenantId, gone, { state: 'deleted', evidence: {} });
      await close(transaction, tenantId, kept, { state: 'kept', evidence: { port: detail } });
    });
  }

  /** Closes deletions that a worker began and nobody finished, where a resource makes the entity again. The others are settled anew. */
  async closeReturned(tenantId: TenantId, fence: Fence, integrationId: IntegrationId): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      const unfinished = await transaction.rows<Unfinished>(
        `select id, blueprint, identifier from hot.deletion
         where tenant_id = $1 and integration_id = $2 and state = 'deleting' and created_at < now() - interval '${UNFINISHED_MINUTES} minutes'`,
        [tenantId, integrationId],
      );
      if (unfinished.length > 0) await closeReturned(transaction, tenantId, unfinished);
    });
  }
}
