import type { MappingEntry } from '@longshore/domain';

/**
 * How many accounts of a sync may read a kind at once; null: as many as the sync works on. The entries of a kind share its listing, so the
 * least of their limits counts.
 */
export function limitOf(entries: MappingEntry[], kind: string, cap: number): number | null {
  const limits = entries.flatMap((entry) => (entry.kind === kind ? (entry.maxConcurrentAccounts ?? []) : []));
  const least = Math.min(...limits);
  return least < cap ? least : null;
}
