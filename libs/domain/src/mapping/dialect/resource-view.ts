import type { JsonObject } from '../../json.js';
import type { Dialect } from './dialect.js';
import { olderKind } from './older-kinds.js';

/** What tells an entry of an older dialect from one of the newest. */
export interface OlderEntry {
  dialect: Exclude<Dialect, 'ocean-v3'>;
  /** The kind as the mapping names it. */
  kind: string;
}

/** The raw resource as the jq of an entry is written for: the exporter shows properties only, the first Ocean integration kinds of its own flat. */
export function resourceView(older: OlderEntry | undefined, raw: JsonObject): JsonObject {
  if (!older) return raw;
  const known = olderKind(older.dialect, older.kind);
  const read = (raw['Properties'] ?? {}) as JsonObject;
  const properties = known ? { ...read, ...withoutNulls(known.members(read)) } : read;
  if (older.dialect === 'exporter') return properties;
  if (!known) return raw;
  return { ...raw, ...properties, Properties: properties, __Kind: older.kind };
}

function withoutNulls(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
