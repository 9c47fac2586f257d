import { z } from 'zod';
import { AccountSyncId, TenantId } from '../ids.js';

/** One account sync to carry out: a wake-up only, PostgreSQL holds the truth, so lost, doubled and reordered jobs are harmless. */
export const accountSyncJob = {
  queue: 'account-sync',
  version: 1,
  payload: z.strictObject({ v: z.literal(1), tenantId: TenantId, accountSyncId: AccountSyncId }),
} as const;

export type AccountSyncJob = z.infer<typeof accountSyncJob.payload>;
