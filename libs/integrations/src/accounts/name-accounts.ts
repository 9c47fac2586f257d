const NAMED = 50;

/** The accounts of a sentence: a long list ends with how many more there are. */
export function nameAccounts(ids: readonly string[]): string {
  const named = ids.slice(0, NAMED).join(', ');
  return ids.length <= NAMED ? named : `${named} and ${ids.length - NAMED} more`;
}
