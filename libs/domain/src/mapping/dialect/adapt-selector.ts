import type { MappingEntry } from '../entry-programs.js';
import type { MappingResource } from '../mapping-document.js';
import type { Dialect } from './dialect.js';
import { olderKind } from './older-kinds.js';

/** What an older product took for granted about an entry, said outright. */
export function adaptSelector(
  dialect: Dialect,
  { kind, selector, port }: MappingResource,
  defaultRegion: string | null,
): Partial<MappingEntry> {
  const allow = selector.regionPolicy.allow ?? selector.aws?.regions ?? null;
  if (dialect === 'ocean-v3') return { regionPolicy: { ...selector.regionPolicy, allow } };
  const known = olderKind(dialect, kind);
  const adapted: Partial<MappingEntry> = {
    kind: known?.kind ?? kind,
    shape: selector.shape ?? known?.shape ?? 'cloud-control',
    older: { dialect, kind },
    includeActions: [...selector.includeActions, ...(known?.actions ?? [])],
    regionPolicy: { ...selector.regionPolicy, allow },
  };
  if (dialect === 'ocean-v1') return adapted;
  return {
    ...adapted,
    regionPolicy: { ...selector.regionPolicy, allow: allow ?? (defaultRegion === null ? null : [defaultRegion]) },
    // It read every listed resource, and left the list itself in what the parts of itemsToParse see.
    useGetResourceApi: true,
    itemsToParseTopLevelTransform: port.itemsToParseTopLevelTransform ?? false,
  };
}
