/** Which accounts of an organization are wanted, as StackSets filter them: NONE, DIFFERENCE, INTERSECTION. */
export interface AccountScope {
  type: 'all' | 'all_except' | 'only';
  accountIds: readonly string[];
}

export function isInScope(awsAccountId: string, { type, accountIds }: AccountScope): boolean {
  if (type === 'all') return true;
  return accountIds.includes(awsAccountId) === (type === 'only');
}
