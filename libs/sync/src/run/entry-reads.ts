import { propertyReads, type MappingEntry } from '@longshore/domain';
import { answeredPaths } from '@longshore/kinds';
import type { EntryReads } from './plan-of.js';

/** What the jq of each entry reads of a resource, as far as AWS would answer it. */
export async function entryReads(entries: readonly MappingEntry[]): Promise<EntryReads> {
  const reads = entries.map(async (entry) => {
    const paths = propertyReads(entry);
    return [entry.key, paths && (await answeredPaths(entry.kind, paths))] as const;
  });
  return new Map(await Promise.all(reads));
}
