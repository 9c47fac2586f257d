import type { AccountPlan, Cell, Listing, MappingEntry } from '@longshore/domain';
import { findKind } from '@longshore/kinds';
import type { SyncFilter } from '@longshore/database';

/** Where AWS keeps the kinds that have no region, by partition. */
const GLOBAL_REGION: Record<string, string> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
};

const isGlobal = (kind: string): boolean => findKind(kind)?.curated?.reach === 'global';

/** What has to be listed: the union of what the entries of a kind want, within what was asked for. */
export function planOf(
  entries: MappingEntry[],
  enabled: string[],
  roleArn: string,
  filter: SyncFilter | null,
): Pick<AccountPlan, 'regions' | 'kinds'> {
  const isWanted = (region: string): boolean => filter?.regions?.includes(region) ?? true;
  const regions = enabled.filter(isWanted);
  const kinds = [...new Set(entries.map((entry) => entry.kind))].filter(
    (kind) => filter?.kinds?.includes(kind) ?? true,
  );
  const home = GLOBAL_REGION[roleArn.split(':')[1] ?? 'aws'] ?? 'us-east-1';
  return {
    regions,
    kinds: kinds.map((kind) => {
      if (isGlobal(kind)) return { kind, regions: isWanted(home) ? [home] : [] };
      const allowed = regions.filter((region) => entriesIn(entries, kind, region).length > 0);
      return { kind, regions: allowed.length === regions.length ? null : allowed };
    }),
  };
}

/** The entries that a listing serves. A kind without regions is listed in one place for all, so no policy for regions speaks of it. */
export function entriesIn(entries: MappingEntry[], kind: string, region: string): MappingEntry[] {
  return entries.filter((entry) => entry.kind === kind && (isGlobal(kind) || appliesIn(entry, region)));
}

/** Port's region policy: what is denied stays denied, and a list of allowed regions leaves out every other. */
export function appliesIn({ regionPolicy }: Pick<MappingEntry, 'regionPolicy'>, region: string): boolean {
  return !regionPolicy.deny.includes(region) && (regionPolicy.allow === null || regionPolicy.allow.includes(region));
}

/** Entries of a kind share its listing: what one of them asks for, all get. */
export function listingOf({ region, kind }: Cell, entries: MappingEntry[]): Listing {
  return entries.some((entry) => entry.useGetResourceApi) ? { region, kind, enrich: true } : { region, kind };
}
