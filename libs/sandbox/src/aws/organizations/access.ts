import { AwsFault, type AwsRequest } from '../service.js';
import type { AwsState } from '../state/aws-state.js';
import { Organization } from './organization.js';

/** The caller's organization, which they manage or administer a service for. Throws AccessDeniedException for a mere member. */
export function administered(state: AwsState, { accountId }: AwsRequest): Organization {
  const organization = Organization.of(state, accountId);
  if (organization.isAdministeredBy(accountId)) return organization;
  throw new AwsFault('AccessDeniedException', "You don't have permissions to access this resource.");
}

/** The permission that an operation without a resource needs. */
export function onEverything(action: string) {
  return () => ({ action, resource: '*' });
}

/** The permission that an operation on a root, a unit or an account needs. */
export function onResource(state: AwsState, { accountId }: AwsRequest, { action, id }: { action: string; id: string }) {
  return { action, resource: Organization.of(state, accountId).arnOf(id) };
}
