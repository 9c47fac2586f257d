import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { claimsWritten, desiredClaims, pushesOf, type WrittenClaim } from './claim-rows.js';
import { blueprintsNamed, entitiesEnsured } from './entity-rows.js';
import { fenceHeld, type Fence } from './fence.js';
import {
  columns,
  type Confirmation,
  type IntendedPush,
  type ItemState,
  type PageIntent,
  type ScopeKey,
} from './page-intent.js';
import { rawsKept } from './raw-rows.js';
import { resourcesRevived, resourcesWritten } from './resource-rows.js';
import { place, SCOPE, scopeEnsured } from './scope-rows.js';

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

/** Another account sync may delete an entity between its insertion and its lock; each further time is less likely. */
const MAX_TRIES = 5;

const KNOWN = `
  select encode(r.key, 'hex') as key, r.raw_hash as "rawHash", r.mapped_with as "mappedWith", r.obs::text as observation,
    r.item_state as state, r.absent_at is not null as "isAbsent", coalesce(c.unconfirmed, 0) as unconfirmed, coalesce(c.claims, 0) as claims
  from hot.resource r left join (
    select made.key, count(*) filter (where made.pushed_hash is null or made.epoch <> $7)::int as unconfirmed, count(*)::int as claims
    from hot.claim made where made.tenant_id = $1 and made.scope_id = ${SCOPE} and made.key = any($6) and not made.unmapped
    group by made.key) c on c.key = r.key
  where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.key = any($6)`;

const CONFIRMED = `
  update hot.claim c set pushed_hash = case when c.intent = v.intent then v.body_hash end
  from unnest($2::bigint[], $3::bytea[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[]) as v (scope_id, key, entry, entity_id, intent, body_hash)
  where c.tenant_id = $1 and c.scope_id = any($2) and c.key = any($3)
    and c.scope_id = v.scope_id and c.key = v.key and c.entry = v.entry and c.entity_id = v.entity_id`;

/** The write-ahead ledger of a page: known, intended, pushed, confirmed. A crash between any two leaves "push again", never a gap. */
@Injectable()
export class PageLedger {
  constructor(private readonly database: TenantDatabase) {}

  async known(tenantId: TenantId, scope: ScopeKey, keys: Buffer[], epoch: number): Promise<KnownResource[]> {
    const values = [...place(tenantId, scope), keys, epoch];
    const [known] = await this.database.together(tenantId, [{ text: KNOWN, values }]);
    return known?.rows as KnownResource[];
  }

  /** Writes down what is about to be pushed, before it is. */
  async intend(tenantId: TenantId, intent: PageIntent): Promise<IntendedPush[]> {
    const desired = desiredClaims(intent);
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const [written, claims] = await this.write(tenantId, intent, claimsWritten(tenantId, intent, desired));
      const keys = new Set(written.map(({ key }) => key));
      const expected = desired.filter(({ key }) => keys.has(key.toString('hex')));
      // What is written is only intended, and intended again it is the same.
      if (claims.length === expected.length) return pushesOf(desired, claims);
    }
    throw new Error('entities of a page were deleted as often as they were made');
  }

  /** Records what Port confirmed. A newer intent for the same claim makes the order in which Port saw the two unknown: push again. */
  async confirm(tenantId: TenantId, fence: Fence, confirmations: Confirmation[]): Promise<void> {
    if (confirmations.length === 0) return;
    const members = columns(confirmations, ['scopeId', 'key', 'entry', 'entityId', 'intent', 'bodyHash']);
    const taken = {
      text: 'delete from hot.failure where tenant_id = $1 and entity_id = any($2::bigint[])',
      values: [tenantId, confirmations.map(({ entityId }) => entityId)],
    };
    // A confirmation that is lost is an entity pushed again.
    await this.database.together(
      tenantId,
      [fenceHeld(fence), { text: CONFIRMED, values: [tenantId, ...members] }, taken],
      { isReplayable: true },
    );
  }

  private async write(
    tenantId: TenantId,
    intent: PageIntent,
    claims: ReturnType<typeof claimsWritten>,
  ): Promise<[{ key: string }[], WrittenClaim[]]> {
    const results = await this.database.together(tenantId, [
      fenceHeld(intent),
      scopeEnsured(tenantId, intent.scope),
      resourcesWritten(tenantId, intent),
      ...(intent.revived.length > 0 ? [resourcesRevived(tenantId, intent)] : []),
      ...(intent.raws.length > 0 ? [rawsKept(tenantId, intent)] : []),
      blueprintsNamed(tenantId, intent),
      entitiesEnsured(tenantId, intent),
      claims,
    ]);
    return [results[2]?.rows as { key: string }[], results.at(-1)?.rows as WrittenClaim[]];
  }
}
