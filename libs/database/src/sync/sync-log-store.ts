import { Injectable } from '@nestjs/common';
import type { JsonObject, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { LAST_LINE, LOG_LEVELS, type LogLevel } from './sync-log-rows.js';

export interface LogLine {
  /** Grows within a sync. */
  no: number;
  at: Date;
  level: LogLevel;
  message: string;
  kind: string | null;
  account: string | null;
  region: string | null;
  data: JsonObject;
}

/** Absent members restrict nothing; the line that ends the log passes every filter. */
export interface LogFilter {
  kind?: string | undefined;
  account?: string | undefined;
  region?: string | undefined;
  /** This level and those above. */
  level?: LogLevel | undefined;
}

const DAYS = 30;

/** The log of a sync, line by line. Kept 30 days. It is written with the events of the sync. */
@Injectable()
export class SyncLogStore {
  constructor(private readonly database: TenantDatabase) {}

  async since(
    tenantId: TenantId,
    syncId: SyncId,
    { after, limit = 1_000, ...filter }: LogFilter & { after: number; limit?: number },
  ): Promise<LogLine[]> {
    const levels = LOG_LEVELS.slice(LOG_LEVELS.indexOf(filter.level ?? 'debug'));
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<LogLine>(
        `select no, at, level, message, kind, account, region, data from hot.sync_log
         where sync_id = $1 and no > $2 and at > now() - interval '${DAYS} days' and (message = '${LAST_LINE}' or (
           level = any($3) and ($4::text is null or kind = $4) and ($5::text is null or account = $5) and ($6::text is null or region = $6)))
         order by no limit $7`,
        [syncId, after, levels, filter.kind ?? null, filter.account ?? null, filter.region ?? null, limit],
      ),
    );
  }
}
