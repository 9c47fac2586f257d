import { z } from 'zod';

/** The phases of an account's life (Organizations User Guide, "Monitor the state of your AWS accounts"). */
export const LifecycleState = z.enum(['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']);
export type LifecycleState = z.infer<typeof LifecycleState>;

const OrganizationalUnit = z.object({ id: z.string(), name: z.string(), parentId: z.string() });
export type OrganizationalUnit = z.infer<typeof OrganizationalUnit>;

const Member = z.object({
  accountId: z.string().regex(/^\d{12}$/),
  email: z.string(),
  /** The root or an organizational unit. */
  parentId: z.string(),
  state: LifecycleState,
  joinedMethod: z.enum(['CREATED', 'INVITED']),
  joinedAt: z.iso.datetime(),
  tags: z.record(z.string(), z.string()),
  /** Of an account that was added later: its estate is made again from it at each start. */
  resourcesPerKind: z.int().optional(),
});
export type Member = z.infer<typeof Member>;

export const OrganizationState = z.object({
  id: z.string(),
  rootId: z.string(),
  managementAccountId: z.string(),
  /** False: the accounts stand alone, as if nobody had ever made an organization of them. */
  isInUse: z.boolean(),
  /** Trusted access of CloudFormation StackSets, which the management account switches on once. */
  hasStackSetsAccess: z.boolean(),
  delegatedAdministratorIds: z.array(z.string()),
  units: z.array(OrganizationalUnit),
  members: z.array(Member),
});
export type OrganizationState = z.infer<typeof OrganizationState>;
