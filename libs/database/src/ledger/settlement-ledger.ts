import { Injectable } from '@nestjs/common';
import type { AccountId, IntegrationId, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { fenceHeld, type Fence } from './fence.js';
import {
  absentBuried,
  candidatesOf,
  decisionOn,
  type DeletionCandidate,
  HAS_AGED,
  isLive,
  type SettledScope,
  unmappedBuried,
} from './dead-claims.js';
import { LeaseLost } from '../connection/lease-lost.error.js';
import { IS_PLACED, placed, type Place } from './scope-rows.js';

/** A scope that holds resources which its last complete walk did not list, or claims that nothing makes any more. */
export interface UnsettledScope {
  scopeId: string;
  region: string;
  kind: string;
  /** Whether it is the listing of one resource model. */
  hasModel: boolean;
  /** Entities that the resources of the kind make or made, in all its walked scopes of the region: models are small, and come and go. */
  known: number;
  /** Resources that their walks listed. */
  listed: number;
  /** Entities of the scope that nothing makes any more, in any scope: without those that aged out, and those somebody has decided about. */
  candidates: number;
  /** Those that somebody has approved. */
  approved: number;
}

export interface AbsentResource {
  key: Buffer;
  awsId: string;
  /** True once a later complete walk missed it too. */
  isSecondStrike: boolean;
  /** It has left the window of its kind's history: what it is in AWS does not matter any more. */
  hasAged: boolean;
}

/** Planning it takes longer than running it: it is planned once for each connection. */
const UNSETTLED = `
  with walked as materialized (
     select s.* from hot.scope s where s.tenant_id = $1 and s.account_id = $2 and s.outcome = 'complete' and ${IS_PLACED}),
   open as materialized (
     select s.tenant_id, s.id, s.region, s.kind, s.model_hash <> '' as has_model from walked s where (
       exists (select from hot.resource r where r.tenant_id = s.tenant_id and r.scope_id = s.id and r.absent_at is not null)
       or exists (select from hot.claim c where c.tenant_id = s.tenant_id and c.scope_id = s.id and c.unmapped))),
   gone as (
     select open.id, c.entity_id, ${HAS_AGED} as aged_out from open
       join hot.resource r on r.tenant_id = open.tenant_id and r.scope_id = open.id and r.absent_at is not null
       join hot.claim c on c.tenant_id = r.tenant_id and c.scope_id = r.scope_id and c.key = r.key
     union all
     select open.id, c.entity_id, false from open join hot.claim c on c.tenant_id = open.tenant_id and c.scope_id = open.id and c.unmapped),
   dead as (
     select d.id, d.entity_id, d."agedOut", ${decisionOn('d.entity_id', 'd.id')} as decision
     from (select id, entity_id, bool_and(aged_out) as "agedOut" from gone group by 1, 2) d
     where not exists (${isLive('d.entity_id')})),
   places as materialized (
     select o.region, o.kind, sum(w.item_count)::int as listed,
       (select count(distinct c.entity_id)::int from walked m join hot.claim c on c.tenant_id = m.tenant_id and c.scope_id = m.id
        where m.region = o.region and m.kind = o.kind) as known
     from (select distinct region, kind from open) o join walked w on w.region = o.region and w.kind = o.kind group by 1, 2)
   select o.id::text as "scopeId", o.region, o.kind, o.has_model as "hasModel", p.listed, p.known,
     (select count(*)::int from dead where dead.id = o.id and dead.decision is null and not dead."agedOut") as candidates,
     (select count(*)::int from dead where dead.id = o.id and dead.decision = 'approved') as approved
   from open o join places p on p.region = o.region and p.kind = o.kind order by o.id desc`;

const MADE = `from hot.claim c where c.tenant_id = r.tenant_id and c.scope_id = r.scope_id and c.key = r.key`;
const ABSENT = `
  select r.key, r.aws_id as "awsId", r.missed_again as "isSecondStrike", ${HAS_AGED} as "hasAged" from hot.resource r
  where r.tenant_id = $1 and r.scope_id = $2 and r.absent_at is not null and r.key > $3
    and (not exists (select ${MADE}) or exists (select ${MADE} and ${decisionOn('c.entity_id', 'c.scope_id')} is distinct from 'rejected'))
    and (not $5 or ${HAS_AGED} or exists (select ${MADE} and ${decisionOn('c.entity_id', 'c.scope_id')} = 'approved'))
  order by r.key limit $4`;

const ADOPT = `
  update hot.scope s set orphaned_at = null, orphan_reason = null, released_by = null
  from app.integration i
  where s.tenant_id = $1 and s.account_id = $2 and ${IS_PLACED}
    and (s.orphaned_at is not null or s.released_by is not null)
    and i.tenant_id = s.tenant_id and i.id = s.integration_id and i.state <> 'deleting'`;

const ORPHAN = `
  with vanished as (
    update hot.scope s set orphaned_at = now(), orphan_reason = 'not planned'
    where s.tenant_id = $1 and s.account_id = $2 and s.orphaned_at is null
      and not ${IS_PLACED}
    returning s.id, s.region, s.kind)
  select distinct v.region, v.kind from vanished v
  where exists (select from hot.claim c where c.tenant_id = $1 and c.scope_id = v.id) order by v.kind, v.region`;

/** What the walks of an account leave to be settled. */
@Injectable()
export class SettlementLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** The scopes of the account among these that have something to settle. */
  async unsettled(tenantId: TenantId, accountId: AccountId, scopes: Place[]): Promise<UnsettledScope[]> {
    const values = [tenantId, accountId, ...placed(scopes)];
    const [found] = await this.database.together(tenantId, [{ text: UNSETTLED, values }]);
    return found?.rows as UnsettledScope[];
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

  /**
   * Tells how many entities this account sync finds dead, those it has deleted already included, and returns what all account syncs of
   * the sync have told so far, beside the entities that the integration has with what it deletes; a dry sync adds what it would create. One at a time, so that two account
   * syncs cannot both stay below a brake that together they exceed. Reads the whole ledger: for the brakes only.
   */
  async doom(
    tenantId: TenantId,
    fence: Fence,
    { integrationId, syncId, doomed }: { integrationId: IntegrationId; syncId: SyncId; doomed: number },
  ): Promise<{ entities: number; doomed: number }> {
    return this.database.transaction(tenantId, async (transaction) => {
      await transaction.rows(`select 1 from app.sync where id = $1 for update`, [syncId]);
      const told = await transaction.count(
        `update app.account_sync set doomed = $3 where id = $1 and fence = $2 and state = 'running'`,
        [fence.accountSyncId, fence.fence, doomed],
      );
      if (told === 0) throw new LeaseLost();
      const totals = await transaction.first<{ entities: number; doomed: number }>(
        `select (select count(distinct c.entity_id)::int from hot.scope s join hot.claim c on c.tenant_id = s.tenant_id and c.scope_id = s.id
                 where s.tenant_id = $1 and s.integration_id = $2)
             + coalesce(sum((a.counts #>> array['entities', case when s.dry_run then 'created' else 'deleted' end])::int), 0)::int as entities, sum(a.doomed)::int as doomed
         from app.account_sync a join app.sync s on s.tenant_id = a.tenant_id and s.id = a.sync_id where a.tenant_id = $1 and a.sync_id = $3`,
        [tenantId, integrationId, syncId],
      );
      return totals ?? { entities: 0, doomed };
    });
  }

  /** Absent resources that may lose an entity, in pages by key: all but those whose every entity is to stay; `braked`: approved and aged-out ones only. */
  async absent(
    tenantId: TenantId,
    scopeId: string,
    { after, limit, braked = false }: { after: Buffer; limit: number; braked?: boolean },
  ): Promise<AbsentResource[]> {
    const values = [tenantId, scopeId, after, limit, braked];
    const [found] = await this.database.together(tenantId, [{ text: ABSENT, values }]);
    return found?.rows as AbsentResource[];
  }

  /** Lets go of resources that are gone, and tells which entities nothing makes any more. */
  async bury(tenantId: TenantId, fence: Fence, scope: SettledScope, gone: Buffer[]): Promise<DeletionCandidate[]> {
    const statements = absentBuried(tenantId, scope, gone);
    return candidatesOf(await this.database.together(tenantId, [fenceHeld(fence), ...statements]));
  }

  /** The same for what present resources no longer make; in pages by entity. */
  async buryUnmapped(
    tenantId: TenantId,
    fence: Fence,
    scope: SettledScope,
    page: { after: string; limit: number },
  ): Promise<DeletionCandidate[]> {
    const statements = unmappedBuried(tenantId, scope, page);
    return candidatesOf(await this.database.together(tenantId, [fenceHeld(fence), ...statements]));
  }

  /** Takes planned scopes back before they are walked: from here on no prune may take along what they hold. */
  async adopt(tenantId: TenantId, fence: Fence, accountId: AccountId, planned: Place[]): Promise<void> {
    const values = [tenantId, accountId, ...placed(planned)];
    await this.database.together(tenantId, [fenceHeld(fence), { text: ADOPT, values }]);
  }

  /**
   * Marks the account's scopes that no plan lists any more. They keep what they hold: only a person may prune it (engine rule R5). Returns
   * those that hold something and were none before.
   */
  async orphan(tenantId: TenantId, fence: Fence, accountId: AccountId, planned: Place[]): Promise<Place[]> {
    const values = [tenantId, accountId, ...placed(planned)];
    const [, vanished] = await this.database.together(tenantId, [fenceHeld(fence), { text: ORPHAN, values }]);
    return vanished?.rows as Place[];
  }
}
