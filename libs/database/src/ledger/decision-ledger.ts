import { Injectable } from '@nestjs/common';
import type { BrakeReason, IntegrationId, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';

/** expired: what it held has come back, or is held by a newer one. completed: approved, and nothing of it is left. */
export const HOLD_STATES = ['open', 'approved', 'rejected', 'expired', 'completed'] as const;
export type HoldState = (typeof HOLD_STATES)[number];
export type Decision = 'approved' | 'rejected';

/** Deletions that a brake holds until somebody decides. */
export interface DeletionHold {
  id: string;
  state: HoldState;
  reason: BrakeReason;
  /** Entities when it was opened or last renewed. */
  count: number;
  /** Of the entities that the listing made. */
  share: number;
  scope: { accountId: string; region: string; kind: string };
  /** The sync that held it last. */
  syncId: SyncId;
  createdAt: Date;
  decidedAt: Date | null;
  /** Who decided: the id of an API key. */
  actor: string | null;
}

export const HOLD_COLUMNS = `h.id, h.state, h.reason, h.count, h.share,
  jsonb_build_object('accountId', a.aws_account_id, 'region', s.region, 'kind', s.kind) as scope,
  h.sync_id as "syncId", h.created_at as "createdAt", h.decided_at as "decidedAt", h.actor`;

export const HOLDS = `hot.deletion_hold h join hot.scope s on s.tenant_id = h.tenant_id and s.id = h.scope_id
  join app.account a on a.tenant_id = s.tenant_id and a.id = s.account_id`;

/** After this many days without an answer, or without being carried out, a hold is asked anew, with what is dead then. */
const UNANSWERED_DAYS = 30;

/** What people decide about held deletions. */
@Injectable()
export class DecisionLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** By time, the oldest first; `after` is the last hold of the page before. */
  async list(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: { limit: number; after?: string | undefined; state?: HoldState | undefined },
  ): Promise<DeletionHold[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<DeletionHold>(
        `select ${HOLD_COLUMNS} from ${HOLDS}
         where h.tenant_id = $1 and h.integration_id = $2 and ($3::text is null or h.state = $3)
           and ($4::uuid is null or (h.created_at, h.id) > (select l.created_at, l.id from hot.deletion_hold l where l.tenant_id = $1 and l.id = $4))
         order by h.created_at, h.id limit $5`,
        [tenantId, integrationId, page.state ?? null, page.after ?? null, page.limit],
      ),
    );
  }

  async get(tenantId: TenantId, integrationId: IntegrationId, id: string): Promise<DeletionHold | undefined> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.first<DeletionHold>(
        `select ${HOLD_COLUMNS} from ${HOLDS} where h.tenant_id = $1 and h.integration_id = $2 and h.id = $3`,
        [tenantId, integrationId, id],
      ),
    );
  }

  /** The last word holds until it is carried out. False where there is nothing to decide any more, and where it was decided so already. */
  async decide(
    tenantId: TenantId,
    integrationId: IntegrationId,
    { id, decision, actor }: { id: string; decision: Decision; actor: string },
  ): Promise<boolean> {
    return this.database.transaction(tenantId, async (transaction) => {
      const decided = await transaction.count(
        `update hot.deletion_hold set state = $4, actor = $5, decided_at = now()
         where tenant_id = $1 and integration_id = $2 and id = $3 and state in ('open', 'approved', 'rejected') and state <> $4`,
        [tenantId, integrationId, id, decision, actor],
      );
      return decided === 1;
    });
  }

  /** Lets go of holds that nobody answered, and of approvals that nothing carried out: they were about another time. */
  async expire(tenantId: TenantId): Promise<void> {
    await this.database.transaction(tenantId, (transaction) =>
      transaction.count(
        `update hot.deletion_hold set state = 'expired'
         where tenant_id = $1 and state in ('open', 'approved')
           and coalesce(decided_at, created_at) < now() - interval '${UNANSWERED_DAYS} days'`,
        [tenantId],
      ),
    );
  }
}
