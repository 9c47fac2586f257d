import type { AwsState } from '../state/aws-state.js';
import type { Operation } from '../wire/operation.js';
import { describeOperations } from './describe-operations.js';
import { listOperations } from './list-operations.js';

/** AWS Organizations: what its management account and its delegated administrators may read. */
export function organizationsOperations(state: AwsState): Record<string, Operation> {
  return { ...describeOperations(state), ...listOperations(state) };
}
