import { Injectable } from '@nestjs/common';
import type { AccountId, BrakeReason, IntegrationId, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { Transaction } from '../connection/transaction.js';
import { decisionOn, HAS_AGED, isLive } from './dead-claims.js';
import { holdFence, type Fence } from './fence.js';
import { IS_PLACED, placed, type Place } from './scope-rows.js';

export interface Hold {
  integrationId: IntegrationId;
  syncId: SyncId;
  scopeId: string;
  /** Of the entities that the scope's resources make. */
  share: number;
  reason: BrakeReason;
}

/** Of a scope: the entities that nothing makes any more and that nobody has decided about in this scope. */
const UNDECIDED = `
  select c.entity_id, b.name as blueprint, e.identifier, min(r.aws_id) as aws_id, case when bool_and(c.unmapped) then 'unmapped' else 'gone' end as reason
  from hot.claim c join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
  join hot.entity e on e.tenant_id = c.tenant_id and e.id = c.entity_id
  join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id
  where c.tenant_id = $1 and c.scope_id = $2 and (c.unmapped or r.absent_at is not null) and not exists (${isLive('c.entity_id')})
    and ${decisionOn('c.entity_id', '$2')} is null
  group by c.entity_id, b.name, e.identifier having not bool_and(${HAS_AGED} and not c.unmapped)`;

/** What brakes hold back, entity by entity. The list of a hold never grows, so that nobody approves more than was shown. */
@Injectable()
export class HoldLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** Renews the scope's open hold where it holds all of it already, for the same reasons; else that one expires, and a new one is opened. Returns how many are held. */
  async hold(tenantId: TenantId, fence: Fence, hold: Hold): Promise<number> {
    return this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      const open = await transaction.first<{ id: string }>(
        `select id from hot.deletion_hold where tenant_id = $1 and scope_id = $2 and state = 'open' for update`,
        [tenantId, hold.scopeId],
      );
      const scope = [tenantId, hold.scopeId];
      const added = await transaction.first<{ count: number }>(
        `select count(*)::int as count from (${UNDECIDED}) u where not exists (
           select from hot.held_entity x where x.tenant_id = $1 and x.hold_id = $3::uuid and x.entity_id = u.entity_id and x.reason = u.reason)`,
        [...scope, open?.id ?? null],
      );
      if (open && added?.count === 0) return renew(transaction, tenantId, open.id, hold);
      if (open)
        await transaction.count(`update hot.deletion_hold set state = 'expired' where tenant_id = $1 and id = $2`, [
          tenantId,
          open.id,
        ]);
      return openHold(transaction, tenantId, hold);
    });
  }

  /** Forgets what has come back, and closes the holds of walked scopes that hold nothing any more. */
  async close(
    tenantId: TenantId,
    fence: Fence,
    accountId: AccountId,
    settled: { walked: Place[]; held: string[] },
  ): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      const holds = await transaction.rows<{ id: string }>(
        `select h.id from hot.deletion_hold h join hot.scope s on s.tenant_id = h.tenant_id and s.id = h.scope_id
         where h.tenant_id = $1 and h.state in ('open', 'approved', 'rejected') and s.account_id = $2 and s.outcome = 'complete' and ${IS_PLACED}`,
        [tenantId, accountId, ...placed(settled.walked)],
      );
      if (holds.length === 0) return;
      const values = [tenantId, holds.map(({ id }) => id)];
      await transaction.count(
        `delete from hot.held_entity x using hot.deletion_hold h
         where x.tenant_id = $1 and x.hold_id = any($2::uuid[]) and h.tenant_id = x.tenant_id and h.id = x.hold_id and (exists (${isLive('x.entity_id')})
           or not exists (select from hot.claim c where c.tenant_id = x.tenant_id and c.entity_id = x.entity_id and c.scope_id = h.scope_id))`,
        values,
      );
      await transaction.count(
        `update hot.deletion_hold h set state = case h.state when 'approved' then 'completed' else 'expired' end
         where h.tenant_id = $1 and h.id = any($2::uuid[]) and (h.state = 'open' and not h.scope_id = any($3::bigint[])
           or not exists (select from hot.held_entity x where x.tenant_id = h.tenant_id and x.hold_id = h.id))`,
        [...values, settled.held],
      );
    });
  }
}

async function renew(transaction: Transaction, tenantId: TenantId, id: string, hold: Hold): Promise<number> {
  await transaction.count(
    `delete from hot.held_entity x where x.tenant_id = $1 and x.hold_id = $3
       and not exists (select from (${UNDECIDED}) u where u.entity_id = x.entity_id)`,
    [tenantId, hold.scopeId, id],
  );
  return count(transaction, tenantId, id, hold);
}

async function openHold(transaction: Transaction, tenantId: TenantId, hold: Hold): Promise<number> {
  const opened = await transaction.first<{ id: string }>(
    `insert into hot.deletion_hold (tenant_id, id, integration_id, scope_id, sync_id, count, share, reason, state)
     values ($1, gen_random_uuid(), $2, $3, $4, 0, $5, $6, 'open') returning id`,
    [tenantId, hold.integrationId, hold.scopeId, hold.syncId, hold.share, hold.reason],
  );
  const { id } = opened as { id: string };
  await transaction.count(
    `insert into hot.held_entity (tenant_id, hold_id, entity_id, blueprint, identifier, aws_id, reason)
     select $1, $3, u.* from (${UNDECIDED}) u`,
    [tenantId, hold.scopeId, id],
  );
  return count(transaction, tenantId, id, hold);
}

async function count(transaction: Transaction, tenantId: TenantId, id: string, hold: Hold): Promise<number> {
  const counted = await transaction.first<{ count: number }>(
    `update hot.deletion_hold set sync_id = $3, share = $4, reason = $5,
       count = (select count(*) from hot.held_entity x where x.tenant_id = $1 and x.hold_id = $2)
     where tenant_id = $1 and id = $2 returning count`,
    [tenantId, id, hold.syncId, hold.share, hold.reason],
  );
  return counted?.count ?? 0;
}
