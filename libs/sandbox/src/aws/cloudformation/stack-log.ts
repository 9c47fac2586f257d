import { randomUUID } from 'node:crypto';
import type { Stack, StackEvent, StackStatus } from '../state/account-state.js';

type Change = Omit<StackEvent, 'id' | 'at'>;

/** Adds an event of one of the stack's resources. */
export function logResource(stack: Stack, change: Change): void {
  stack.events.push({ ...change, id: randomUUID(), at: new Date().toISOString() });
}

/** Moves the stack to a status, with its event. */
export function moveTo(stack: Stack, status: StackStatus, reason?: string): void {
  const why = reason === undefined ? {} : { reason };
  stack.status = status;
  if (reason === undefined) delete stack.statusReason;
  else stack.statusReason = reason;
  const self = { logicalId: stack.name, physicalId: stack.id, type: 'AWS::CloudFormation::Stack' };
  logResource(stack, { ...self, status, ...why });
}
