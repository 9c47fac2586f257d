import { z } from 'zod';
import { LifecycleState } from '../state/organization-state.js';
import type { MemberAccount } from './organization.js';

const Status = z.enum(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE']);

export const accountShape = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  Email: z.string(),
  Name: z.string(),
  Status: Status.optional(),
  State: LifecycleState,
  JoinedMethod: z.enum(['CREATED', 'INVITED']),
  /** Seconds since 1970, as AWS JSON writes times. */
  JoinedTimestamp: z.number(),
});

/**
 * What the retired member Status says of each State: it cannot tell a closed account from a suspended one
 * (Organizations User Guide, "Monitor the state of your AWS accounts").
 */
const STATUS: { [state in LifecycleState]?: z.infer<typeof Status> } = {
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  CLOSED: 'SUSPENDED',
};

export function describeAccount(account: MemberAccount): z.infer<typeof accountShape> {
  return {
    Id: account.accountId,
    Arn: account.arn,
    Email: account.email,
    Name: account.name,
    Status: STATUS[account.state],
    State: account.state,
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: Date.parse(account.joinedAt) / 1000,
  };
}
