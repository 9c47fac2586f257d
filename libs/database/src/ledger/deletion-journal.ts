import { Injectable } from '@nestjs/common';
import type { IntegrationId, JsonObject, OperationId, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { DeletionReason } from './dead-claims.js';
import { type DeletionHold, HOLD_COLUMNS, HOLDS } from './decision-ledger.js';

export const DELETION_STATES = ['held', 'deleting', 'deleted', 'kept', 'restored'] as const;
export type DeletionState = (typeof DELETION_STATES)[number];

export interface HeldEntity {
  entityId: string;
  blueprint: string;
  identifier: string;
  awsId: string;
  reason: DeletionReason;
  hold: DeletionHold;
}

export interface JournalEntry {
  id: string;
  state: Exclude<DeletionState, 'held'>;
  blueprint: string;
  identifier: string;
  awsId: string | null;
  reason: DeletionReason;
  evidence: JsonObject;
  at: Date;
  syncId: SyncId | null;
  operationId: OperationId | null;
  holdId: string | null;
  /** Whether the entity as it was is still kept. */
  isRestorable: boolean;
}

/** What a page of deletions is restricted to. */
export interface DeletionFilter {
  limit: number;
  state?: DeletionState | undefined;
  reason?: DeletionReason | undefined;
  blueprint?: string | undefined;
  identifier?: string | undefined;
}

const ENTRY = `d.id, d.state, d.blueprint, d.identifier, d.aws_id as "awsId", d.reason, d.evidence, d.created_at as at,
  d.sync_id as "syncId", d.operation_id as "operationId", d.hold_id as "holdId", d.before_ct is not null as "isRestorable"`;

/** Images of deleted entities are kept this long. */
const IMAGE_DAYS = 30;

/** The deletions of an integration as its tenant reads them: those that are held, and the journal. */
@Injectable()
export class DeletionJournal {
  constructor(private readonly database: TenantDatabase) {}

  /** Entities of open holds, hold by hold; `after`: the last one of the page before. */
  async held(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: DeletionFilter & { after?: { holdId: string; entityId: string } | undefined },
  ): Promise<HeldEntity[]> {
    return this.database.transaction(tenantId, async (transaction) => {
      const rows = await transaction.rows<Omit<HeldEntity, 'hold'> & { holdId: string }>(
        `select x.entity_id::text as "entityId", x.blueprint, x.identifier, x.aws_id as "awsId", x.reason, x.hold_id as "holdId"
         from hot.held_entity x join hot.deletion_hold h on h.tenant_id = x.tenant_id and h.id = x.hold_id
         where x.tenant_id = $1 and h.integration_id = $2 and h.state = 'open'
           and ($3::text is null or x.reason = $3) and ($4::text is null or x.blueprint = $4) and ($5::text is null or x.identifier = $5)
           and ($6::uuid is null or (x.hold_id, x.entity_id) > ($6, $7::bigint))
         order by x.hold_id, x.entity_id limit $8`,
        [
          tenantId,
          integrationId,
          page.reason ?? null,
          page.blueprint ?? null,
          page.identifier ?? null,
          page.after?.holdId ?? null,
          page.after?.entityId ?? null,
          page.limit,
        ],
      );
      const holds = await transaction.rows<DeletionHold>(
        `select ${HOLD_COLUMNS} from ${HOLDS} where h.tenant_id = $1 and h.id = any($2::uuid[])`,
        [tenantId, rows.map(({ holdId }) => holdId)],
      );
      return rows.map(({ holdId, ...row }) => ({
        ...row,
        hold: holds.find(({ id }) => id === holdId) as DeletionHold,
      }));
    });
  }

  /** Newest first; `before`: the last entry of the page before. */
  async entries(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: DeletionFilter & { before?: string | undefined },
  ): Promise<JournalEntry[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<JournalEntry>(
        `select ${ENTRY} from hot.deletion d
         where d.tenant_id = $1 and d.integration_id = $2 and ($3::text is null or d.state = $3) and ($4::text is null or d.reason = $4)
           and ($5::text is null or d.blueprint = $5) and ($6::text is null or d.identifier = $6)
           and ($7::uuid is null or (d.created_at, d.id) < (select l.created_at, l.id from hot.deletion l where l.tenant_id = $1 and l.id = $7))
         order by d.created_at desc, d.id desc limit $8`,
        [
          tenantId,
          integrationId,
          page.state ?? null,
          page.reason ?? null,
          page.blueprint ?? null,
          page.identifier ?? null,
          page.before ?? null,
          page.limit,
        ],
      ),
    );
  }

  /** Drops the images of entities that were deleted thirty days ago: they cannot be restored any more. */
  async dropImages(tenantId: TenantId): Promise<void> {
    await this.database.transaction(tenantId, (transaction) =>
      transaction.count(
        `update hot.deletion set before_ct = null
         where tenant_id = $1 and before_ct is not null and created_at < now() - interval '${IMAGE_DAYS} days'`,
        [tenantId],
      ),
    );
  }
}
