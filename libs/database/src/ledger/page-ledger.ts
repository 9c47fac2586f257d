import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { writeClaims } from './claim-rows.js';
import { ensureEntities } from './entity-rows.js';
import { holdFence, type Fence } from './fence.js';
import {
  columns,
  type Confirmation,
  type IntendedPush,
  type ItemState,
  type PageIntent,
  type ScopeKey,
} from './page-intent.js';
import { writeRaws } from './raw-rows.js';
import { ensureScope, writeResources } from './resource-rows.js';

/** What the ledger knows of a listed resource. Keys and hashes are 16 bytes; `key` is given as hex, to be looked up by. */
export interface KnownResource {
  key: string;
  rawHash: Buffer;
  mappedWith: Buffer;
  observation: string;
  state: ItemState;
  isAbsent: boolean;
  /** Entities of it that Port has not confirmed since their last change, or not in this epoch. */
  unconfirmed: number;
  claims: number;
}

/** The write-ahead ledger of a page: known, intended, pushed, confirmed. A crash between any two leaves "push again", never a gap. */
@Injectable()
export class PageLedger {
  constructor(private readonly database: TenantDatabase) {}

  async known(tenantId: TenantId, scope: ScopeKey, keys: Buffer[], epoch: number): Promise<KnownResource[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<KnownResource>(
        `select encode(r.key, 'hex') as key, r.raw_hash as "rawHash", r.mapped_with as "mappedWith", r.obs::text as observation,
           r.item_state as state, r.absent_at is not null as "isAbsent",
           c.unconfirmed, c.claims
         from hot.scope s
         cross join unnest($5::bytea[]) as wanted (key)
         cross join lateral (
           select * from hot.resource known where known.tenant_id = s.tenant_id and known.scope_id = s.id and known.key = wanted.key limit 1
         ) r
         cross join lateral (
           select count(*) filter (where made.pushed_hash is null or made.epoch <> $6)::int as unconfirmed, count(*)::int as claims
           from hot.claim made
           where made.tenant_id = s.tenant_id and made.scope_id = s.id and made.key = wanted.key and not made.unmapped
         ) c
         where s.tenant_id = $1 and s.account_id = $2 and s.region = $3 and s.kind = $4 and s.model_hash = ''`,
        [tenantId, scope.accountId, scope.region, scope.kind, keys, epoch],
      ),
    );
  }

  /** Writes down what is about to be pushed, before it is. */
  async intend(tenantId: TenantId, intent: PageIntent): Promise<IntendedPush[]> {
    return this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, intent);
      const scopeId = await ensureScope(transaction, tenantId, intent.scope);
      const resources = await writeResources(transaction, tenantId, scopeId, intent);
      const written = new Set(resources.map((resource) => resource.key));
      const { integrationId } = intent.scope;
      await writeRaws(
        transaction,
        tenantId,
        { scopeId, integrationId },
        intent.raws.filter((raw) => written.has(raw.key)),
      );
      const claims = resources.flatMap((resource) => resource.claims);
      const entityIds = await ensureEntities(transaction, tenantId, claims);
      return writeClaims(transaction, tenantId, { scopeId, intent, resources, entityIds });
    });
  }

  /** Records what Port confirmed. A newer intent for the same claim makes the order in which Port saw the two unknown: push again. */
  async confirm(tenantId: TenantId, fence: Fence, confirmations: Confirmation[]): Promise<void> {
    if (confirmations.length === 0) return;
    // A confirmation that is lost is an entity pushed again.
    await this.database.replayable(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      await transaction.count(
        `update hot.claim c set pushed_hash = case when c.intent = v.intent then v.body_hash end
         from unnest($2::bigint[], $3::bytea[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[]) as v (scope_id, key, entry, entity_id, intent, body_hash)
         where c.tenant_id = $1 and c.scope_id = v.scope_id and c.key = v.key and c.entry = v.entry and c.entity_id = v.entity_id`,
        [tenantId, ...columns(confirmations, ['scopeId', 'key', 'entry', 'entityId', 'intent', 'bodyHash'])],
      );
      await transaction.count(`delete from hot.failure where tenant_id = $1 and entity_id = any($2::bigint[])`, [
        tenantId,
        confirmations.map((confirmation) => confirmation.entityId),
      ]);
    });
  }
}
