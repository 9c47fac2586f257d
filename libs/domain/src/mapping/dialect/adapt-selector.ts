import type { JsonObject } from '../../json.js';
import { withJqQuotes } from '../jq-text.js';
import type { MappingEntry } from '../entry-programs.js';
import type { MappingResource } from '../mapping-document.js';
import type { Dialect } from './dialect.js';
import { listFilter } from './list-parameters.js';
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
    ...withListParameters(kind, selector),
    itemsToParseTopLevelTransform: port.itemsToParseTopLevelTransform ?? false,
  };
}

function withListParameters(
  kind: string,
  { query, aws }: MappingResource['selector'],
): Partial<Pick<MappingEntry, 'selector'>> {
  const { conditions } = listFilter(kind, (aws?.list_parameters ?? {}) as JsonObject);
  if (conditions.length === 0) return {};
  const own = query == null ? 'true' : withJqQuotes(query);
  return { selector: `if ${conditions.join(' and ')} then (${own}) else false end` };
}
