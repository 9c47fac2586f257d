import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { AccountSyncRow } from './account-sync-store.js';
import { LeaseTerms } from './lease-terms.js';

/** A kind that fewer accounts of a sync may read at once than the sync works on. */
export interface KindLimit {
  kind: string;
  limit: number;
}

type Holder = Pick<AccountSyncRow, 'id' | 'syncId' | 'fence'>;

/** Nobody tells of a slot whose holder crashed: whoever awaits one looks again after this long, when such a lease has run out. */
const LOOK_AGAIN_SECONDS = 60;

/** The slots of kinds within a sync. An account sync holds them while its lease lives, so that a crash gives them back. */
@Injectable()
export class KindSlotStore {
  constructor(
    private readonly database: TenantDatabase,
    private readonly terms: LeaseTerms,
  ) {}

  /** False when as many other accounts read the kind as may, or the lease is lost. */
  async take(tenantId: TenantId, { id, syncId, fence }: Holder, { kind, limit }: KindLimit): Promise<boolean> {
    return this.database.transaction(tenantId, async (transaction) => {
      // One at a time, or two would both count the last slot as free.
      await transaction.rows(`select 1 from app.sync where id = $1 for update`, [syncId]);
      const taken = await transaction.count(
        `update app.account_sync a set held_kinds = array_append(array_remove(a.held_kinds, $3), $3)
         where a.id = $1 and a.fence = $2 and a.state = 'running' and ${this.holders('$3')} < $4`,
        [id, fence, kind, limit],
      );
      return taken === 1;
    });
  }

  /** Gives a slot back, and has the account that has awaited one for longest go on. */
  async free(tenantId: TenantId, { id, syncId, fence }: Holder, kind: string): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      const freed = await transaction.count(
        `update app.account_sync set held_kinds = array_remove(held_kinds, $3) where id = $1 and fence = $2 and state = 'running'`,
        [id, fence, kind],
      );
      if (freed === 0) return;
      await transaction.count(
        `update app.account_sync set ready_at = now(), awaited_kinds = '{}' where id = (
           select w.id from app.account_sync w
           where w.sync_id = $1 and w.state = 'ready' and w.queued_at is null and $2 = any(w.awaited_kinds)
           order by w.ready_at limit 1 for update skip locked)`,
        [syncId, kind],
      );
    });
  }

  /** Gives the work back until a slot of one of these kinds is free; at once where one has become free meanwhile. */
  async giveBack(tenantId: TenantId, { id, syncId, fence }: Holder, awaited: readonly KindLimit[]): Promise<boolean> {
    return this.database.transaction(tenantId, async (transaction) => {
      await transaction.rows(`select 1 from app.sync where id = $1 for update`, [syncId]);
      const given = await transaction.count(
        `update app.account_sync a set state = 'ready', lease_until = null, worker = null, queued_at = null, held_kinds = '{}', awaited_kinds = $3,
           ready_at = now() + case when exists (
             select from unnest($3::text[], $4::int[]) as w (kind, most) where ${this.holders('w.kind')} < w.most)
             then interval '0' else interval '${LOOK_AGAIN_SECONDS} seconds' end
         where a.id = $1 and a.fence = $2 and a.state = 'running'`,
        [id, fence, awaited.map(({ kind }) => kind), awaited.map(({ limit }) => limit)],
      );
      return given === 1;
    });
  }

  /** How many other account syncs of the sync of `a` hold a slot of a kind. */
  private holders(kind: string): string {
    return `(select count(*) from app.account_sync o where o.sync_id = a.sync_id and o.id <> a.id and o.state = 'running'
      and ${kind} = any(o.held_kinds) and o.lease_until + make_interval(secs => ${this.terms.takeoverSeconds}) >= now())`;
  }
}
