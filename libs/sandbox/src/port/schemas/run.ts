import { z } from 'zod';
import { ok } from './envelope.js';

const STATES = ['IN_PROGRESS', 'SUCCESS', 'FAILURE', 'WAITING_FOR_APPROVAL', 'DECLINED'] as const;
const Ending = z.enum(['SUCCESS', 'FAILURE']);

export const NewRun = z.strictObject({ properties: z.record(z.string(), z.unknown()), entity: z.string().optional() });

export const Run = z.strictObject({
  id: z.string(),
  status: z.enum(STATES),
  statusLabel: z.string().nullable(),
  summary: z.string().nullable(),
  link: z.array(z.string()),
  externalRunId: z.string().nullable(),
  action: z.strictObject({ identifier: z.string() }),
  entity: z.string().nullable(),
  properties: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Run = z.output<typeof Run>;

/** Members overwrite what the run has. */
export const RunPatch = z.looseObject({
  status: Ending.optional(),
  statusLabel: z.string().optional(),
  summary: z.string().optional(),
  link: z.union([z.string(), z.array(z.string())]).optional(),
  externalRunId: z.string().optional(),
  message: z.looseObject({}).optional(),
});

export const NewRunLog = z.strictObject({
  message: z.string(),
  terminationStatus: Ending.optional(),
  statusLabel: z.string().optional(),
});
export const RunLog = z.strictObject({
  id: z.string(),
  runId: z.string(),
  message: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type RunLog = z.output<typeof RunLog>;

export const Approval = z.strictObject({ status: z.enum(['APPROVE', 'DECLINE']), description: z.string().optional() });

export const RunFilter = z.object({
  action: z.string().optional(),
  active: z.enum(['true', 'false']).optional(),
  external_run_id: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export const LogPage = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export const RunById = z.object({ run: z.string() });
export const OneRun = z.strictObject({ ok, run: Run });
export const Runs = z.strictObject({ ok, runs: z.array(Run) });
export const OneRunLog = z.strictObject({ ok, runLog: RunLog });
export const RunLogs = z.strictObject({ ok, runLogs: z.array(RunLog) });
