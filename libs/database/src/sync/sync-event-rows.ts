import type { JsonObject, SyncId, TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';

export interface NewSyncEvent {
  type: string;
  data: JsonObject;
}

/** One writer per sync at a time: a number that is committed after a higher one would be missed by those who read on from there. */
export function storyLocked(syncId: SyncId): Statement {
  return { text: `select pg_advisory_xact_lock(hashtextextended($1::text, 0))`, values: [syncId] };
}

/** The caller holds the lock. Appends events of a sync, as many as fit below the limit; null: none is left out. */
export function eventsAppended(
  tenantId: TenantId,
  syncId: SyncId,
  { events, limit }: { events: NewSyncEvent[]; limit: number | null },
): Statement {
  return {
    text: `insert into hot.sync_event (tenant_id, sync_id, type, data)
      select $1, $2, type, data from unnest($3::text[], $4::jsonb[]) with ordinality as happened (type, data, place)
      order by place limit case when $5::int is not null then
        greatest(0, $5 - (select count(*) from hot.sync_event where tenant_id = $1 and sync_id = $2)) end`,
    values: [
      tenantId,
      syncId,
      events.map((event) => event.type),
      events.map((event) => JSON.stringify(event.data)),
      limit,
    ],
  };
}
