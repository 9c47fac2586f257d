import { Injectable } from '@nestjs/common';
import type { AccountId, AccountSyncId, Outcome, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { fenceHeld, type Fence } from './fence.js';
import type { ScopeKey } from './page-intent.js';
import { place, SCOPE } from './scope-rows.js';

/** Pages whose entities Port has confirmed. */
export interface Checkpoint extends Fence {
  scope: ScopeKey;
  /** The last of them. */
  page: number;
  observation: string;
  nextToken: string;
  /** Of the pages since the checkpoint before. */
  keys: Buffer[];
}

/** Where a walk can be taken up again. */
export interface ResumedWalk {
  observation: string;
  /** Number of the page that comes next. */
  page: number;
  nextToken: string;
  /** Listed so far. */
  items: number;
  /** True when the page token is too old to be tried: the walk has to start anew. */
  isStale: boolean;
}

/** A look at AWS that is about to begin. */
export interface Observation {
  observation: string;
  /** By the database's clock. */
  begunAt: Date;
}

export interface EndedWalk {
  scope: ScopeKey;
  observation: string;
  /** Null for a walk that was taken up again: it is no second look. */
  begunAt: Date | null;
  /** Keys of the pages since the last checkpoint. */
  lastKeys: Buffer[];
  items: number;
}

/** A scope that the ledger holds. */
export interface KnownScope {
  kind: string;
  region: string;
  /** Hash of its resource model in hex; `''` for a listing without one. */
  model: string;
  /** Nothing that was listed there is known any more, or ever was. */
  isEmpty: boolean;
}

/** A page token older than this is not tried again: the union of two partial walks proves nothing. */
export const CURSOR_MINUTES = 10;

/** AWS lists are eventually consistent: looks closer together than this count as one (engine rule R6). */
export const STRIKE_MINUTES = 10;

const CHECKPOINT = `
  insert into hot.checkpoint (tenant_id, account_sync_id, scope_id, page, walk, cursor, cursor_at, items, seen)
  select $1, $6, ${SCOPE}, $7, $8, $9, now(), $10, $11 where ${SCOPE} is not null
  on conflict (tenant_id, account_sync_id, scope_id, page) do update
    set walk = excluded.walk, cursor = excluded.cursor, cursor_at = excluded.cursor_at, items = excluded.items, seen = excluded.seen`;

// `not in` is answered from a hash table whatever the planner expects; a join might compare each key with each.
const MISS = `
  with seen as (
    select unnest($8::bytea[]) as key union all
    select substring(c.seen from n * 16 + 1 for 16) from hot.checkpoint c, generate_series(0, c.items - 1) n
    where c.tenant_id = $1 and c.account_sync_id = $6 and c.scope_id = ${SCOPE} and c.walk = $7)
  update hot.resource r set absent_at = coalesce(r.absent_at, now()), missed_again = r.absent_at is not null
  where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.obs < $7
    and (r.absent_at is null or not r.missed_again and r.absent_at < $9::timestamptz - interval '${STRIKE_MINUTES} minutes')
    and r.key not in (select key from seen)`;

const COMPLETE = `
  update hot.scope set outcome = 'complete', outcome_detail = null, item_count = $6, completed_at = now(), orphaned_at = null, orphan_reason = null
  where tenant_id = $1 and id = ${SCOPE} and (outcome <> 'complete' or item_count <> $6 or orphaned_at is not null)`;

const ABANDON = `
  insert into hot.scope (tenant_id, integration_id, account_id, region, kind, model_hash, model, outcome, outcome_detail)
  values ($1, $6, $2, $3, $4, $5, $7, $8, $9)
  on conflict (tenant_id, account_id, region, kind, model_hash) do update
    set outcome = excluded.outcome, outcome_detail = excluded.outcome_detail, orphaned_at = null, orphan_reason = null`;

const FORGET = `delete from hot.checkpoint where tenant_id = $1 and account_sync_id = $6 and scope_id = ${SCOPE}`;

/** Walks over one listing: their order in time, their checkpoints and what they prove absent. */
@Injectable()
export class WalkLedger {
  constructor(private readonly database: TenantDatabase) {}

  /** Numbers a look at AWS, before its first call. Several listings may use one number: it only makes them older than they are. */
  async observe(tenantId: TenantId): Promise<Observation> {
    const [look] = await this.database.together(tenantId, [
      { text: `select nextval('hot.observation')::text as observation, clock_timestamp() as "begunAt"`, values: [] },
    ]);
    return look?.rows[0] as Observation;
  }

  /** The scopes that the ledger holds of an account. */
  async scopes(tenantId: TenantId, accountId: AccountId): Promise<KnownScope[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows(
        `select s.kind, s.region, encode(s.model_hash, 'hex') as model,
           not exists (select from hot.resource r where r.tenant_id = $1 and r.scope_id = s.id) as "isEmpty"
         from hot.scope s where s.tenant_id = $1 and s.account_id = $2`,
        [tenantId, accountId],
      ),
    );
  }

  async checkpoint(tenantId: TenantId, checkpoint: Checkpoint): Promise<void> {
    const { scope, accountSyncId, page, observation, nextToken, keys } = checkpoint;
    const values = [
      ...place(tenantId, scope),
      accountSyncId,
      page,
      observation,
      nextToken,
      keys.length,
      Buffer.concat(keys),
    ];
    // A checkpoint that is lost is pages read again.
    await this.database.together(tenantId, [fenceHeld(checkpoint), { text: CHECKPOINT, values }], {
      isReplayable: true,
    });
  }

  /** The newest walk of this account sync over a scope, as far as its pages are confirmed. */
  async resume(tenantId: TenantId, accountSyncId: AccountSyncId, scope: ScopeKey): Promise<ResumedWalk | undefined> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.first<ResumedWalk>(
        `select walk::text as observation, page + 1 as page, cursor as "nextToken", sum(items) over (partition by walk)::int as items,
           cursor_at < now() - interval '${CURSOR_MINUTES} minutes' as "isStale"
         from hot.checkpoint where tenant_id = $1 and account_sync_id = $6 and scope_id = ${SCOPE}
         order by walk desc, page desc limit 1`,
        [...place(tenantId, scope), accountSyncId],
      ),
    );
  }

  /**
   * Ends a walk that read every page: what the scope holds but the walk did not list is absent from now on, unless somebody saw it
   * after the walk began. What was absent already is missed again when this walk began ten minutes later or more.
   */
  async complete(tenantId: TenantId, fence: Fence, walk: EndedWalk): Promise<void> {
    const scope = place(tenantId, walk.scope);
    await this.database.together(tenantId, [
      fenceHeld(fence),
      { text: MISS, values: [...scope, fence.accountSyncId, walk.observation, walk.lastKeys, walk.begunAt] },
      { text: COMPLETE, values: [...scope, walk.items] },
      { text: FORGET, values: [...scope, fence.accountSyncId] },
    ]);
  }

  /** Ends a walk that proves nothing; the scope keeps all it holds, and is no orphan any more: a plan lists it. */
  async abandon(tenantId: TenantId, fence: Fence, scope: ScopeKey, outcome: Outcome): Promise<void> {
    const at = place(tenantId, scope);
    await this.database.together(tenantId, [
      fenceHeld(fence),
      { text: ABANDON, values: [...at, scope.integrationId, scope.model?.value ?? null, outcome.state, outcome] },
      { text: FORGET, values: [...at, fence.accountSyncId] },
    ]);
  }
}
