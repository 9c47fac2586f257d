import type { JsonObject, SyncId, TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';

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

const LIMIT_REACHED = `the log holds ${MAX_LOG_LINES} lines and takes no more: the scopes of the sync tell the rest`;

const LAST_NUMBER = `(select coalesce(max(no), 0) as last from hot.sync_log where sync_id = $2) l`;

/** Lines as far as there is room, and one that says so where there is none any more. The caller holds the lock of the sync's story. */
const APPEND_LINES = `
  insert into hot.sync_log (tenant_id, sync_id, no, level, message, kind, account, region, data)
  select $1, $2, l.last + t.place,
    case when is_full then 'warning' else t.level end, case when is_full then '${LIMIT_REACHED}' else t.message end,
    case when not is_full then t.kind end, case when not is_full then t.account end, case when not is_full then t.region end,
    case when is_full then '{}' else t.data end
  from ${LAST_NUMBER},
    unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
      with ordinality as t (level, message, kind, account, region, data, place),
    lateral (select l.last + t.place > ${MAX_LOG_LINES} as is_full) f
  where l.last + t.place <= ${MAX_LOG_LINES + 1}`;

/** Whatever the log holds. */
const APPEND_LAST_LINE = `
  insert into hot.sync_log (tenant_id, sync_id, no, level, message, data)
  select $1, $2, l.last + 1, $3, '${LAST_LINE}', $4 from ${LAST_NUMBER}`;

export function linesAppended(tenantId: TenantId, syncId: SyncId, lines: NewLogLine[]): Statement {
  const column = (name: 'kind' | 'account' | 'region') => lines.map((line) => line[name] ?? null);
  return {
    text: APPEND_LINES,
    values: [
      tenantId,
      syncId,
      lines.map(({ level }) => level),
      lines.map(({ message }) => message),
      column('kind'),
      column('account'),
      column('region'),
      lines.map(({ data }) => JSON.stringify(data ?? {})),
    ],
  };
}

export function lastLineAppended(
  tenantId: TenantId,
  syncId: SyncId,
  { level, data = {} }: Pick<NewLogLine, 'level' | 'data'>,
): Statement {
  return { text: APPEND_LAST_LINE, values: [tenantId, syncId, level, data] };
}
