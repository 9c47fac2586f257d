import type { JsonObject, SyncId, TenantId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';

/** From the least to the most important. */
export const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A line of a sync's log. Neither message nor data ever hold a secret or a value out of a resource. */
export interface NewLogLine {
  level: LogLevel;
  message: string;
  kind?: string | undefined;
  /** Number of the AWS account. */
  account?: string | undefined;
  region?: string | undefined;
  data?: JsonObject;
}

/** At most this many lines are kept per sync, one that says so, and the one that ends it. */
export const MAX_LOG_LINES = 20_000;

/** The line that ends every log. */
export const LAST_LINE = 'sync finished';

const LIMIT_REACHED: NewLogLine = {
  level: 'warning',
  message: `the log holds ${MAX_LOG_LINES} lines and takes no more: the scopes of the sync tell the rest`,
};

/** Writes lines as far as there is room, and says once where there is none any more. The caller holds the lock of the sync's story. */
export async function appendLines(
  transaction: Transaction,
  tenantId: TenantId,
  syncId: SyncId,
  lines: NewLogLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const last = await lastNumber(transaction, syncId);
  const room = Math.max(0, MAX_LOG_LINES - last);
  const isLimitNew = lines.length > room && last <= MAX_LOG_LINES;
  await insert(transaction, { tenantId, syncId, last }, [
    ...lines.slice(0, room),
    ...(isLimitNew ? [LIMIT_REACHED] : []),
  ]);
}

/** Whatever the log holds. */
export async function appendLastLine(
  transaction: Transaction,
  tenantId: TenantId,
  syncId: SyncId,
  line: Omit<NewLogLine, 'message'>,
): Promise<void> {
  const last = await lastNumber(transaction, syncId);
  await insert(transaction, { tenantId, syncId, last }, [{ ...line, message: LAST_LINE }]);
}

async function lastNumber(transaction: Transaction, syncId: SyncId): Promise<number> {
  const row = await transaction.first<{ last: number }>(
    `select coalesce(max(no), 0) as last from hot.sync_log where sync_id = $1`,
    [syncId],
  );
  return row?.last ?? 0;
}

async function insert(
  transaction: Transaction,
  { tenantId, syncId, last }: { tenantId: TenantId; syncId: SyncId; last: number },
  lines: NewLogLine[],
): Promise<void> {
  const column = (name: 'kind' | 'account' | 'region') => lines.map((line) => line[name] ?? null);
  await transaction.count(
    `insert into hot.sync_log (tenant_id, sync_id, no, level, message, kind, account, region, data)
     select $1, $2, $3::int + place, level, message, kind, account, region, data
     from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[])
       with ordinality as told (level, message, kind, account, region, data, place)`,
    [
      tenantId,
      syncId,
      last,
      lines.map(({ level }) => level),
      lines.map(({ message }) => message),
      column('kind'),
      column('account'),
      column('region'),
      lines.map(({ data }) => JSON.stringify(data ?? {})),
    ],
  );
}
