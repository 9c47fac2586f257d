import { z } from 'zod';
import { IntegrationId, TenantId } from '../ids.js';

/** Reads what types the accounts of one integration have for themselves; what was read an hour ago is not read again. */
export const readKindsJob = {
  queue: 'read-kinds',
  version: 1,
  payload: z.strictObject({ v: z.literal(1), tenantId: TenantId, integrationId: IntegrationId }),
} as const;

export type ReadKindsJob = z.infer<typeof readKindsJob.payload>;
