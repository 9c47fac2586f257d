import { Injectable } from '@nestjs/common';
import type { AccountId, BrakeReason, IntegrationId, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { holdFence, type Fence } from './fence.js';
import { buryAbsent, buryUnmapped, type DeletionCandidate } from './dead-claims.js';

/** A scope that holds resources which its last complete walk did not list, or claims that nothing makes any more. */
export interface UnsettledScope {
  scopeId: string;
  region: string;
  kind: string;
  /** Entities that the scope's resources make or made. */
  known: number;
  /** Resources that the walk listed. */
  listed: number;
  /** Entities of the scope that nothing makes any more, in any scope. */
  candidates: number;
}

export interface AbsentResource {
  key: Buffer;
  awsId: string;
  /** True once a later complete walk missed it too. */
  isSecondStrike: boolean;
}

export interface Hold {
  integrationId: IntegrationId;
  syncId: SyncId;
  scopeId: string | null;
  count: number;
  share: number;
  reason: BrakeReason;
}

interface Place {
  region: string;
  kind: string;
}

const placed = (scopes: Place[]): string[][] => [scopes.map(({ region }) => region), scopes.map(({ kind }) => kind)];

/** What the walks of an account leave to be settled. */
@Injectable()
export class SettlementLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** The scopes of the account among these that have something to settle. */
  async unsettled(tenantId: TenantId, accountId: AccountId, scopes: Place[]): Promise<UnsettledScope[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<UnsettledScope>(
        `with open as materialized (
           select s.tenant_id, s.id, s.region, s.kind, s.item_count from hot.scope s
           join unnest($3::text[], $4::text[]) as walked (region, kind) on walked.region = s.region and walked.kind = s.kind
           where s.tenant_id = $1 and s.account_id = $2 and s.outcome = 'complete' and (
             exists (select from hot.resource r where r.tenant_id = s.tenant_id and r.scope_id = s.id and r.absent_at is not null)
             or exists (select from hot.claim c where c.tenant_id = s.tenant_id and c.scope_id = s.id and c.unmapped))),
         dead as (
           select open.id, c.entity_id from open join hot.resource r on r.tenant_id = open.tenant_id and r.scope_id = open.id and r.absent_at is not null
             join hot.claim c on c.tenant_id = r.tenant_id and c.scope_id = r.scope_id and c.key = r.key
           union
           select open.id, c.entity_id from open join hot.claim c on c.tenant_id = open.tenant_id and c.scope_id = open.id and c.unmapped)
         select o.id::text as "scopeId", o.region, o.kind, o.item_count as listed,
           (select count(distinct c.entity_id)::int from hot.claim c where c.tenant_id = o.tenant_id and c.scope_id = o.id) as known,
           (select count(*)::int from dead where dead.id = o.id and not exists (
              select from hot.claim l join hot.resource p on p.tenant_id = l.tenant_id and p.scope_id = l.scope_id and p.key = l.key
              where l.tenant_id = o.tenant_id and l.entity_id = dead.entity_id and not l.unmapped and p.absent_at is null)) as candidates
         from open o order by o.id desc`,
        [tenantId, accountId, ...placed(scopes)],
      ),
    );
  }

  async hasEntities(tenantId: TenantId, integrationId: IntegrationId): Promise<boolean> {
    const row = await this.database.transaction(tenantId, (transaction) =>
      transaction.first(
        `select 1 from hot.scope s where s.tenant_id = $1 and s.integration_id = $2
           and exists (select from hot.claim c where c.tenant_id = s.tenant_id and c.scope_id = s.id) limit 1`,
        [tenantId, integrationId],
      ),
    );
    return row !== undefined;
  }

  /** Entities of the integration now, and those that account syncs of this sync have deleted already. Reads the whole ledger: for the brakes only. */
  async integrationTotals(
    tenantId: TenantId,
    integrationId: IntegrationId,
    syncId: SyncId,
  ): Promise<{ entities: number; deleted: number }> {
    const row = await this.database.transaction(tenantId, (transaction) =>
      transaction.first<{ entities: number; deleted: number }>(
        `select (select count(distinct c.entity_id)::int from hot.scope s join hot.claim c on c.tenant_id = s.tenant_id and c.scope_id = s.id
                 where s.tenant_id = $1 and s.integration_id = $2) as entities,
           (select coalesce(sum((a.counts #>> '{entities,deleted}')::int), 0)::int from app.account_sync a where a.tenant_id = $1 and a.sync_id = $3) as deleted`,
        [tenantId, integrationId, syncId],
      ),
    );
    return row ?? { entities: 0, deleted: 0 };
  }

  /** In pages by key. */
  async absent(tenantId: TenantId, scopeId: string, after: Buffer, limit: number): Promise<AbsentResource[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<AbsentResource>(
        `select key, aws_id as "awsId", missed_again as "isSecondStrike" from hot.resource
         where tenant_id = $1 and scope_id = $2 and absent_at is not null and key > $3 order by key limit $4`,
        [tenantId, scopeId, after, limit],
      ),
    );
  }

  /** Lets go of resources that are gone, and tells which entities nothing makes any more. */
  async bury(tenantId: TenantId, fence: Fence, scopeId: string, gone: Buffer[]): Promise<DeletionCandidate[]> {
    return this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      return buryAbsent(transaction, tenantId, scopeId, gone);
    });
  }

  /** The same for what present resources no longer make; in pages by entity. */
  async buryUnmapped(
    tenantId: TenantId,
    fence: Fence,
    scopeId: string,
    page: { after: string; limit: number },
  ): Promise<DeletionCandidate[]> {
    return this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      return buryUnmapped(transaction, tenantId, scopeId, page);
    });
  }

  /** Opens a hold unless the same one is open already. */
  async hold(tenantId: TenantId, fence: Fence, hold: Hold): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      const values = [tenantId, hold.integrationId, hold.scopeId, hold.syncId, hold.count, hold.share, hold.reason];
      const renewed = await transaction.count(
        `update hot.deletion_hold set sync_id = $4, count = $5, share = $6, reason = $7
         where tenant_id = $1 and integration_id = $2 and scope_id is not distinct from $3 and state = 'open'`,
        values,
      );
      if (renewed === 0)
        await transaction.count(
          `insert into hot.deletion_hold (tenant_id, id, integration_id, scope_id, sync_id, count, share, reason, state)
           values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, 'open')`,
          values,
        );
    });
  }

  /** Closes the holds of walked scopes that nothing holds any more. */
  async expireHolds(
    tenantId: TenantId,
    fence: Fence,
    accountId: AccountId,
    settled: { walked: Place[]; held: string[] },
  ): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      await transaction.count(
        `update hot.deletion_hold h set state = 'expired' from hot.scope s, unnest($3::text[], $4::text[]) as walked (region, kind)
         where h.tenant_id = $1 and h.state = 'open' and not h.scope_id = any($5::bigint[])
           and s.tenant_id = h.tenant_id and s.id = h.scope_id and s.account_id = $2 and walked.region = s.region and walked.kind = s.kind`,
        [tenantId, accountId, ...placed(settled.walked), settled.held],
      );
    });
  }

  /** Marks the account's scopes that no plan lists any more. They keep what they hold: only a person may prune it (engine rule R5). */
  async orphan(tenantId: TenantId, fence: Fence, accountId: AccountId, planned: Place[]): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      await transaction.count(
        `update hot.scope s set orphaned_at = now(), orphan_reason = 'not planned'
         where s.tenant_id = $1 and s.account_id = $2 and s.orphaned_at is null
           and not exists (select from unnest($3::text[], $4::text[]) as p (region, kind) where p.region = s.region and p.kind = s.kind)`,
        [tenantId, accountId, ...placed(planned)],
      );
    });
  }
}
