import { Injectable } from '@nestjs/common';
import type { SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { eventsAppended, storyLocked, type NewSyncEvent } from './sync-event-rows.js';
import { linesAppended, type NewLogLine } from './sync-log-rows.js';

export interface SyncEvent extends NewSyncEvent {
  /** Grows within a sync; what `Last-Event-ID` carries. */
  seq: number;
  at: Date;
}

/** At most this many events are kept per sync, and the one that ends it; the counts stay exact without them. */
const MAX_EVENTS = 10_000;

/** What happened in a sync, for those who watch it. Kept 30 days. */
@Injectable()
export class SyncEventStore {
  constructor(private readonly database: TenantDatabase) {}

  /** Events, and lines for the log. */
  async append(tenantId: TenantId, syncId: SyncId, events: NewSyncEvent[], lines: NewLogLine[] = []): Promise<void> {
    if (events.length + lines.length === 0) return;
    await this.database.together(tenantId, [
      storyLocked(syncId),
      eventsAppended(tenantId, syncId, { events, limit: MAX_EVENTS }),
      linesAppended(tenantId, syncId, lines),
    ]);
  }

  async since(tenantId: TenantId, syncId: SyncId, after: number, limit = 500): Promise<SyncEvent[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<SyncEvent>(
        `select seq::float8 as seq, at, type, data from hot.sync_event where sync_id = $1 and seq > $2 order by seq limit $3`,
        [syncId, after, limit],
      ),
    );
  }
}
