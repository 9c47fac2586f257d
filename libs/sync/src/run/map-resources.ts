import type { Mapper, MappingEntry } from '@longshore/domain';
import type { AccountSyncContext } from './account-sync-context.js';
import type { CellTally } from './cell-tally.js';
import { intended, type Made, type ReadResource } from './intended-resource.js';

/** Maps resources through every entry of their listing; what each makes, in their order. Fields and effort are counted. */
export async function mapResources(
  mapper: Mapper,
  context: AccountSyncContext,
  { entries, tally }: { entries: MappingEntry[]; tally: CellTally },
  resources: ReadResource[],
): Promise<Made[]> {
  const raw = resources.map((resource) => resource.raw);
  const mapped = await tally.timed('map', () =>
    Promise.all(entries.map((entry) => mapper.map(context.tenantId, entry, raw, context.lease.signal))),
  );
  tally.spend('map', { failures: mapped.flat().filter((item) => item.state === 'failed').length });
  entries.forEach((entry, index) => context.progress.fields.add(entry, mapped[index] ?? []));
  return resources.map((resource, index) =>
    intended(
      context,
      resource,
      entries,
      mapped.map((items) => items[index]),
    ),
  );
}
