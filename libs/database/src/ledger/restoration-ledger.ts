import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { UNFINISHED_MINUTES } from './deletion-rows.js';
import { holdWriter, type OperationFence } from './fence.js';

export interface RestorableEntity {
  id: string;
  blueprint: string;
  identifier: string;
  /** The entity as Port had it, sealed; null when it is not kept, or never was. */
  before: Buffer | null;
}

/** Whose deletions are to be undone. */
export type RestorationSource = { syncId: string } | { operationId: string };

/** Deleted, or begun by a worker that died before it learnt whether Port did it. */
const IS_RESTORABLE = `(d.state = 'deleted' or d.state = 'deleting' and d.created_at < now() - interval '${UNFINISHED_MINUTES} minutes')`;

/** What the journal can bring back. */
@Injectable()
export class RestorationLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** Deleted entities, the last deleted first: what others relate to went last. `after`: the last one of the page before. */
  async deleted(
    tenantId: TenantId,
    source: RestorationSource,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<RestorableEntity[]> {
    const column = 'syncId' in source ? 'sync_id' : 'operation_id';
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<RestorableEntity>(
        `select d.id, d.blueprint, d.identifier, d.before_ct as before from hot.deletion d
         where d.tenant_id = $1 and d.${column} = $2 and ${IS_RESTORABLE}
           and ($3::uuid is null or (d.created_at, d.id) < (select l.created_at, l.id from hot.deletion l where l.tenant_id = $1 and l.id = $3))
         order by d.created_at desc, d.id desc limit $4`,
        [tenantId, 'syncId' in source ? source.syncId : source.operationId, after, limit],
      ),
    );
  }

  /** Marks what Port has again, and writes down why the others are not back. */
  async settle(
    tenantId: TenantId,
    fence: OperationFence,
    { restored, failed }: { restored: string[]; failed: { id: string; detail: string }[] },
  ): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdWriter(transaction, fence);
      await transaction.count(
        `update hot.deletion d set state = 'restored', evidence = (d.evidence - 'restoration') || jsonb_build_object('restoredBy', $3::text)
         where d.tenant_id = $1 and d.id = any($2::uuid[]) and ${IS_RESTORABLE}`,
        [tenantId, restored, fence.operationId],
      );
      await transaction.count(
        `update hot.deletion d set evidence = d.evidence || jsonb_build_object('restoration', v.detail)
         from unnest($2::uuid[], $3::text[]) as v (id, detail) where d.tenant_id = $1 and d.id = v.id and ${IS_RESTORABLE}`,
        [tenantId, failed.map(({ id }) => id), failed.map(({ detail }) => detail)],
      );
    });
  }
}
