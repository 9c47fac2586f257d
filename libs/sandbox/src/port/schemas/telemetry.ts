import { z } from 'zod';
import { ok } from './envelope.js';

/** One row of a resync: what became of one kind, or of the run as a whole (`__runtime__`). */
export const KindMetrics = z.looseObject({
  eventId: z.string().min(1),
  kindIdentifier: z.string().min(1),
  kind: z.string(),
  kindIndex: z.number().optional(),
  syncState: z.enum(['pending', 'syncing', 'completed', 'failed', 'aborted']),
  metrics: z.looseObject({}).optional(),
});
export type KindMetrics = z.output<typeof KindMetrics>;

export const NewMetrics = z.object({ syncKindsMetrics: z.array(KindMetrics).min(1) });
export const ChangedMetrics = z.object({ syncKindMetrics: KindMetrics });
export const Heartbeat = z.object({ eventId: z.string().min(1) });
export const MetricsAnswer = z.strictObject({ ok, count: z.int(), data: z.array(KindMetrics) });
export const ResyncById = z.object({ resyncId: z.string().optional() });

const SyncMetadata = z.strictObject({
  eventId: z.string(),
  syncState: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type SyncMetadata = z.output<typeof SyncMetadata>;
export const SyncsAnswer = z.strictObject({ ok, count: z.int(), data: z.array(SyncMetadata) });

const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'FATAL'] as const;
const LogLine = z.looseObject({
  message: z.string(),
  level: z.enum(LEVELS),
  timestamp: z.iso.datetime(),
  extra: z.looseObject({}).optional(),
});
export type LogLine = z.output<typeof LogLine>;
export const NewLogs = z.object({ logs: z.array(LogLine).min(1) });
export const LogFilter = z.object({
  limit: z.coerce.number().int().min(0).max(300).default(100),
  level: z
    .union([z.enum(LEVELS), z.array(z.enum(LEVELS))])
    .transform((level) => [level].flat())
    .optional(),
});
export const LogsAnswer = z.strictObject({ ok, data: z.array(LogLine) });

export const IngestById = z.object({ id: z.string() });
export const KindOfResync = z.object({ id: z.string(), eventId: z.string(), kindIdentifier: z.string() });

/** Where an incremental sync stands, by kind and place in the mapping. */
export const CursorOf = z.object({ kind: z.string().min(1), index: z.coerce.number().int().min(0) });
export const Cursor = z.strictObject({ primary: z.iso.datetime({ offset: true }) });
export const CursorAnswer = z.strictObject({ ok, cursor: Cursor });
