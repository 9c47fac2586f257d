import { z } from 'zod';

export const AccountFilterType = z.enum(['NONE', 'DIFFERENCE', 'INTERSECTION']);

const StackInstance = z.object({
  accountId: z.string(),
  region: z.string(),
  stackId: z.string(),
  /** OUTDATED: the stack could not be made, for the reason given. */
  status: z.enum(['CURRENT', 'OUTDATED']),
  statusReason: z.string().optional(),
});
export type StackInstance = z.infer<typeof StackInstance>;

/** A StackSet with service-managed permissions. */
export const StackSet = z.object({
  id: z.string(),
  name: z.string(),
  templateBody: z.string(),
  parameters: z.record(z.string(), z.string()),
  capabilities: z.array(z.string()),
  regions: z.array(z.string()),
  /** The root or organizational units, each with all that are in it. */
  organizationalUnitIds: z.array(z.string()),
  accountFilterType: AccountFilterType,
  accountIds: z.array(z.string()),
  autoDeployment: z.object({ enabled: z.boolean(), retainStacksOnAccountRemoval: z.boolean() }),
  instances: z.array(StackInstance),
});
export type StackSet = z.infer<typeof StackSet>;
