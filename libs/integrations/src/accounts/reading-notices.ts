import type { OrganizationRow } from '@longshore/database';

/** What the tenant has to know about a reading. */
export function noticesOf({ reading, failure }: OrganizationRow): string[] {
  if (failure === null) return reading?.notices ?? [];
  const meanwhile = reading
    ? `The accounts are those that were read at ${reading.readAt.toISOString()}.`
    : 'Until then only the account of the role itself is synced.';
  return [`${failure.detail} ${failure.remedy} ${meanwhile}`];
}
