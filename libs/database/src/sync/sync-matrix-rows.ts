import type { AccountPlan, SyncId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';
import type { CellOutcomes } from './account-sync-store.js';

/** What was to be listed of one account, and how that ended. */
export interface ScopeMatrix {
  awsAccountId: string;
  plan: AccountPlan;
  done: Buffer;
  outcomes: CellOutcomes;
}

export interface MatrixPage {
  /** The first account's number; `''` for all. */
  from: string;
  /** Leaves out accounts without a listing in this state, where that can be told at once. */
  state?: 'waiting' | 'complete' | 'incomplete' | 'skipped' | undefined;
  limit: number;
}

/** How often a field of a resource entry came out well, null or in error. */
export interface FieldOutcome {
  entry: string;
  kind: string;
  /** Dotted path: `properties.url`. */
  field: string;
  ok: number;
  null: number;
  error: number;
  firstError: string | null;
  /** Identifier of an entity that shows the first error, or else null. */
  sample: string | null;
}

export async function matricesOf(
  transaction: Transaction,
  syncId: SyncId,
  { from, state, limit }: MatrixPage,
): Promise<ScopeMatrix[]> {
  return transaction.rows<ScopeMatrix>(
    `select c.aws_account_id as "awsAccountId", a.plan, a.done, a.outcomes
     from app.account_sync a join app.account c on c.tenant_id = a.tenant_id and c.id = a.account_id
     where a.sync_id = $1 and a.plan is not null and c.aws_account_id >= $2::text
       and ($3::text is null or $3 not in ('incomplete', 'skipped') or coalesce((a.counts ->> $3)::int, 0) > 0)
     order by c.aws_account_id limit $4`,
    [syncId, from, state ?? null, limit],
  );
}

export async function fieldFaults(transaction: Transaction, syncId: SyncId, limit: number): Promise<FieldOutcome[]> {
  return transaction.rows<FieldOutcome>(
    `select f.entry, f.kind, f.field, sum(f.ok)::int as ok, sum(f.nulls)::int as "null", sum(f.errors)::int as error,
       (array_agg(f.first_error order by c.aws_account_id) filter (where f.first_error is not null))[1] as "firstError",
       (array_agg(f.sample order by f.first_error is null, c.aws_account_id) filter (where f.sample is not null))[1] as sample
     from app.account_sync a join app.account c on c.tenant_id = a.tenant_id and c.id = a.account_id,
       lateral (select r ->> 'entry' as entry, r ->> 'kind' as kind, r ->> 'field' as field, (r ->> 'ok')::int as ok,
                  coalesce((r ->> 'null')::int, 0) as nulls, coalesce((r ->> 'error')::int, 0) as errors,
                  r ->> 'firstError' as first_error, r ->> 'sample' as sample
                from jsonb_array_elements(a.field_report) r) f
     where a.sync_id = $1 group by f.entry, f.kind, f.field having sum(f.nulls) + sum(f.errors) > 0
     order by error desc, "null" desc, f.entry, f.field limit $2`,
    [syncId, limit],
  );
}
