import { Injectable } from '@nestjs/common';
import type { AccountSyncId, JsonObject, Outcome, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { Transaction } from '../connection/transaction.js';
import { isLive } from './dead-claims.js';
import { entitiesLocked } from './entity-locks.js';
import { fenceHeld, holdFence, type Fence } from './fence.js';
import type { ScopeKey } from './page-intent.js';
import { place, SCOPE, scopeEnsured } from './scope-rows.js';
import { CURSOR_MINUTES, STRIKE_MINUTES, type Observation } from './walk-ledger.js';

/** How far a listing by resource models has come. `scope` is always the listing of all of them: it has no model. */
export interface ModelCheckpoint extends Fence {
  scope: ScopeKey;
  observation: string;
  /** Counts up over all looks for models, so that none overwrites another. */
  page: number;
  /** Where to look for models next. */
  token: string | null;
  /** Of the models whose walks have ended since the checkpoint before. */
  walked: Buffer[];
}

export interface ResumedModels {
  observation: string;
  /** Number of the checkpoint that comes next. */
  page: number;
  token: string | null;
  /** True when the token is too old to be tried: the models have to be looked for anew. */
  isStale: boolean;
  /** Models whose walks this account sync has ended, by hash in hex. */
  walked: string[];
  /** Those of them that the look of that observation found. */
  met: string[];
}

export interface EndedModels extends Observation {
  scope: ScopeKey;
  /** Hashes of all models that were found. */
  met: Buffer[];
  /** Whether no others exist; null where the mapping or the kind names them, and others are none of this listing's business. */
  areAll: boolean | null;
  /** False for a look that was taken up again: it is no second look. */
  isFresh: boolean;
}

/** How the walks by model ended, taken together. */
export interface ModelTotals {
  items: number;
  incomplete: number;
  /** One of those. */
  first: { model: JsonObject; outcome: Extract<Outcome, { state: 'incomplete' }> } | null;
}

/** Scopes by model of the place that the first four values tell, of models that were not found. */
const OTHERS = `s.tenant_id = $1 and s.account_id = $2 and s.region = $3 and s.kind = $4 and s.model_hash <> $5 and s.model_hash <> all($6::bytea[])`;

/** Listings that are made of one listing for each resource model: which models there are, and what becomes of those that are gone. */
@Injectable()
export class ModelLedger {
  constructor(private readonly database: TenantDatabase) {}

  async checkpoint(tenantId: TenantId, checkpoint: ModelCheckpoint): Promise<void> {
    const { scope, accountSyncId, page, observation, token, walked } = checkpoint;
    const text = `
      insert into hot.checkpoint (tenant_id, account_sync_id, scope_id, page, walk, cursor, cursor_at, items, seen)
      select $1, $6, ${SCOPE}, $7, $8, $9, now(), $10, $11
      on conflict (tenant_id, account_sync_id, scope_id, page) do update
        set walk = excluded.walk, cursor = excluded.cursor, cursor_at = excluded.cursor_at, items = excluded.items, seen = excluded.seen`;
    const values = [accountSyncId, page, observation, token, walked.length, Buffer.concat(walked)];
    await this.database.together(
      tenantId,
      [fenceHeld(checkpoint), scopeEnsured(tenantId, scope), { text, values: [...place(tenantId, scope), ...values] }],
      { isReplayable: true },
    );
  }

  async resume(tenantId: TenantId, accountSyncId: AccountSyncId, scope: ScopeKey): Promise<ResumedModels | undefined> {
    const rows = await this.database.transaction(tenantId, (transaction) =>
      transaction.rows<Omit<ResumedModels, 'walked' | 'met'> & { seen: Buffer }>(
        `select walk::text as observation, page + 1 as page, cursor as token, seen,
           cursor_at < now() - interval '${CURSOR_MINUTES} minutes' as "isStale"
         from hot.checkpoint where tenant_id = $1 and account_sync_id = $6 and scope_id = ${SCOPE} order by page desc`,
        [...place(tenantId, scope), accountSyncId],
      ),
    );
    const [newest] = rows;
    if (!newest) return undefined;
    const { seen: _, ...at } = newest;
    const met = rows.filter(({ observation }) => observation === at.observation);
    return { ...at, walked: rows.flatMap(hashesIn), met: met.flatMap(hashesIn) };
  }

  /**
   * Ends a listing by models whose own walks have ended. Models that exist no more have taken all below them along: a walk to its end
   * that lists nothing. Where not all models are known, those that were not found stay as they are, and prove nothing.
   */
  async end(tenantId: TenantId, fence: Fence, ended: EndedModels): Promise<ModelTotals> {
    const { scope, met, areAll } = ended;
    const values = [...place(tenantId, scope), met];
    return this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      if (areAll === true) await this.gone(transaction, values, ended);
      if (areAll === false)
        await transaction.count(`update hot.scope s set outcome = 'incomplete' where ${OTHERS}`, values);
      const totals = await this.totals(transaction, values);
      await this.settleWhole(transaction, values, { ended, isProven: areAll !== false && totals.incomplete === 0 });
      await transaction.count(
        `delete from hot.checkpoint where tenant_id = $1 and account_sync_id = $6 and scope_id = ${SCOPE}`,
        [...place(tenantId, scope), fence.accountSyncId],
      );
      return totals;
    });
  }

  private async gone(transaction: Transaction, values: unknown[], { observation, begunAt, isFresh }: EndedModels) {
    const look = [observation, isFresh ? begunAt : null];
    await transaction.count(
      `update hot.resource r set absent_at = coalesce(r.absent_at, now()), missed_again = r.absent_at is not null
       from hot.scope s where ${OTHERS} and r.tenant_id = $1 and r.scope_id = s.id and r.obs < $7 and ${isMissed('$8')}`,
      [...values, ...look],
    );
    await transaction.count(
      `update hot.scope s set outcome = 'complete', outcome_detail = null, item_count = 0, completed_at = now()
       where ${OTHERS} and (s.outcome <> 'complete' or s.item_count <> 0)`,
      values,
    );
    await transaction.count(
      `delete from hot.scope s where ${OTHERS} and not exists (select from hot.resource r where r.tenant_id = $1 and r.scope_id = s.id)`,
      values,
    );
  }

  private async totals(transaction: Transaction, values: unknown[]): Promise<ModelTotals> {
    const totals = await transaction.first<ModelTotals>(
      `select coalesce(sum(item_count) filter (where outcome = 'complete'), 0)::int as items, count(*) filter (where outcome <> 'complete')::int as incomplete,
         (array_agg(jsonb_build_object('model', model, 'outcome', outcome_detail) order by id) filter (where outcome = 'incomplete'))[1] as first
       from hot.scope where tenant_id = $1 and account_id = $2 and region = $3 and kind = $4 and model_hash <> $5 and model_hash = any($6::bytea[])`,
      values,
    );
    return totals ?? { items: 0, incomplete: 0, first: null };
  }

  /** What the scope of all models holds itself was listed before each model had its own: it is absent from there once every model was walked. */
  private async settleWhole(
    transaction: Transaction,
    values: unknown[],
    { ended: { observation, begunAt, isFresh }, isProven }: { ended: EndedModels; isProven: boolean },
  ): Promise<void> {
    const whole = values.slice(0, 5);
    if (isProven) {
      await transaction.count(
        `update hot.resource r set absent_at = coalesce(r.absent_at, now()), missed_again = r.absent_at is not null
         where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.obs < $6 and ${isMissed('$7')}`,
        [...whole, observation, isFresh ? begunAt : null],
      );
      await handOver(transaction, whole);
    }
    await transaction.count(
      `update hot.scope set outcome = $6, item_count = 0, completed_at = case $6 when 'complete' then now() else completed_at end
       where id = ${SCOPE} and tenant_id = $1 and (outcome <> $6 or item_count <> 0)`,
      [...whole, isProven ? 'complete' : 'incomplete'],
    );
  }
}

/** Lets go of what is absent from the scope of all models and makes nothing, or nothing that another scope does not make as well. */
async function handOver(transaction: Transaction, whole: unknown[]): Promise<void> {
  const absent = `select r.key from hot.resource r where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.absent_at is not null`;
  const dead = `c.tenant_id = $1 and c.scope_id = ${SCOPE} and c.key in (${absent})`;
  await transaction.run(entitiesLocked(dead, whole));
  await transaction.count(`delete from hot.claim c where ${dead} and exists (${isLive('c.entity_id')})`, whole);
  await transaction.count(
    `delete from hot.resource r where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.absent_at is not null
       and not exists (select from hot.claim c where c.tenant_id = $1 and c.scope_id = r.scope_id and c.key = r.key)`,
    whole,
  );
}

/** Whether a resource `r` that a walk did not list is missed by it as the first, or as another after ten minutes. */
const isMissed = (begunAt: string): string =>
  `(r.absent_at is null or not r.missed_again and r.absent_at < ${begunAt}::timestamptz - interval '${STRIKE_MINUTES} minutes')`;

function hashesIn({ seen }: { seen: Buffer }): string[] {
  return Array.from({ length: seen.length / 16 }, (_, n) => seen.toString('hex', n * 16, n * 16 + 16));
}
