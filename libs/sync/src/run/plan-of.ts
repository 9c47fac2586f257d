import {
  cellsOf,
  type AccountPlan,
  type Cell,
  type Listing,
  type MappingEntry,
  type PropertyPath,
} from '@longshore/domain';
import { chosenActions, findKind, isGlobal, isOffered, shapeOf, type Shape } from '@longshore/kinds';
import type { SyncFilter } from '@longshore/database';
import type { AccountKinds } from './account-kinds.js';

/** Where AWS keeps the kinds that have no region, by partition. */
const GLOBAL_REGION: Record<string, string> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
};

export function homeOf(roleArn: string): string {
  return GLOBAL_REGION[roleArn.split(':')[1] ?? 'aws'] ?? 'us-east-1';
}

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
  const home = homeOf(roleArn);
  return {
    regions,
    kinds: kinds.map((kind) => {
      const shape = shapeIn(entries, kind);
      if (isGlobal(kind, shape)) return { kind, regions: isWanted(home) ? [home] : [] };
      const allowed = regions.filter(
        (region) => isListable(kind, shape, region) && entriesIn(entries, kind, region).length > 0,
      );
      return { kind, regions: allowed.length === regions.length ? null : allowed };
    }),
  };
}

/** Less the regions whose registry is known not to have a type of the account's own: listing it there would only fail. */
export function withoutAbsent<Plan extends Pick<AccountPlan, 'regions' | 'kinds'>>(
  plan: Plan,
  own: AccountKinds,
): Plan {
  const kinds = plan.kinds.map((planned) => {
    const asked = planned.regions ?? plan.regions;
    const regions = asked.filter((region) => !own.isAbsent(planned.kind, region));
    return regions.length === asked.length ? planned : { ...planned, regions };
  });
  return { ...plan, kinds };
}

/**
 * The listings that the plan of a whole account does not disprove. Only the account's own list proves a region disabled: under any other,
 * what the plan would list in the known regions that it lacks is upheld too, and what no entry asks for is not.
 */
export function upheldCells(plan: AccountPlan, entries: MappingEntry[], roleArn: string, known: string[]): Cell[] {
  if (plan.regionSource === 'account') return cellsOf(plan);
  const regions = [...new Set([...plan.regions, ...known])];
  return cellsOf({ ...plan, ...planOf(entries, regions, roleArn, null) });
}

/** The entries that a listing serves. A kind without regions is listed in one place for all, so no policy for regions speaks of it. */
export function entriesIn(entries: MappingEntry[], kind: string, region: string): MappingEntry[] {
  const isEverywhere = isGlobal(kind, shapeIn(entries, kind));
  return entries.filter((entry) => entry.kind === kind && (isEverywhere || appliesIn(entry, region)));
}

function shapeIn(entries: MappingEntry[], kind: string): Shape {
  return shapeOf(
    kind,
    entries.filter((entry) => entry.kind === kind),
  );
}

/** A service's own API has no host in regions that lack the service; Cloud Control answers for those too. */
function isListable(kind: string, shape: Shape, region: string): boolean {
  const native = findKind(kind)?.curated?.native;
  return shape === 'cloud-control' || native === undefined || isOffered(native.service, region);
}

/** Port's region policy: what is denied stays denied, and a list of allowed regions leaves out every other. */
export function appliesIn({ regionPolicy }: Pick<MappingEntry, 'regionPolicy'>, region: string): boolean {
  return !regionPolicy.deny.includes(region) && (regionPolicy.allow === null || regionPolicy.allow.includes(region));
}

/** What is read of each entry's resources, by entry key; null where that is not known. */
export type EntryReads = ReadonlyMap<string, readonly PropertyPath[] | null>;

/** Entries of a kind share its listing: what one of them asks for, all get. */
export function listingOf(
  { region, kind }: Pick<Cell, 'region' | 'kind'>,
  entries: MappingEntry[],
  reads: EntryReads,
): Listing {
  const native = findKind(kind)?.curated?.native;
  if (native && shapeIn(entries, kind) === 'native') {
    const included = entries.flatMap(({ includeActions }) => includeActions);
    return { region, kind, native: { actions: chosenActions(native, included) } };
  }
  const paths = entries.map(({ key, useGetResourceApi }) => (useGetResourceApi ? null : (reads.get(key) ?? null)));
  const known = paths.filter((each) => each !== null).flat();
  return { region, kind, enrich: paths.includes(null) ? 'all' : known };
}
