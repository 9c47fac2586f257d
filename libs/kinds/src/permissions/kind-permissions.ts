import { findKind, type CataloguedKind } from '../catalogue.js';
import { modelSource } from '../models/model-source.js';
import { parentKind } from '../models/model-values.js';
import { chosenActions } from '../native/included-actions.js';
import { nativePermissions, type NativeKind } from '../native/native-kind.js';
import { shapeOf, type ShapeWish } from '../shape.js';
import type { Kinds } from '../registry/kinds.js';
import { isMetadataRead } from './metadata-reads.js';

/** What every listing through Cloud Control needs besides its handlers' own calls; ReadOnlyAccess may lack it. */
export const CLOUD_CONTROL_READS: readonly string[] = ['cloudformation:GetResource', 'cloudformation:ListResources'];

/** What tells the types that an account has beside AWS's own. */
export const REGISTRY_READS: readonly string[] = ['cloudformation:DescribeType', 'cloudformation:ListTypes'];

export interface KindPermissions {
  /** IAM actions a role needs so that the kind can be listed and read, by name. */
  actions: string[];
  /** Actions that AWS's handlers declare but that read customers' data or write: never asked for. The kind then shows what its list tells. */
  leftOut: string[];
}

/** For the entries of one kind; without any, as for one that asks for nothing in particular. */
export function kindPermissions(kind: CataloguedKind, entries: readonly ShapeWish[] = []): KindPermissions {
  const all = [...new Set(needed(kind, entries))].sort();
  return { actions: all.filter(isMetadataRead), leftOut: all.filter((action) => !isMetadataRead(action)) };
}

/** Kind by kind in the order of a mapping's entries; kinds that nobody knows are left out. */
export function mappingPermissions(
  entries: readonly (ShapeWish & { kind: string })[],
  kinds: Kinds,
): (KindPermissions & { kind: string })[] {
  return [...new Set(entries.map(({ kind }) => kind))].flatMap((name) => {
    const kind = kinds.find(name);
    const own = entries.filter((entry) => entry.kind === name);
    return kind ? [{ kind: name, ...kindPermissions(kind, own) }] : [];
  });
}

function needed(kind: CataloguedKind, entries: readonly ShapeWish[]): readonly string[] {
  const { type, curated, declaredPermissions } = kind;
  if (curated?.native && shapeOf(type, entries) === 'native') return fromNative(curated.native, entries);
  if (curated?.source === 'account') return curated.permissions;
  // Cloud Control runs list and read handlers with the caller's rights (Cloud Control API User Guide, "Permissions").
  const { list, read } = declaredPermissions;
  const own = curated?.source === 'cloud-control' ? curated.permissions : [];
  return [...own, ...list, ...read, ...ofParent(kind, entries), ...CLOUD_CONTROL_READS];
}

/** A kind that is listed below its parents needs what lists those, unless a mapping names its resource models. */
function ofParent(kind: CataloguedKind, entries: readonly ShapeWish[]): readonly string[] {
  const isNamed =
    entries.length > 0 && entries.every(({ resourceModels }) => Object.keys(resourceModels ?? {}).length > 0);
  const values = isNamed ? undefined : modelSource(kind)?.values;
  const parent = findKind(parentKind(values) ?? '');
  if (!parent) return [];
  const { declaredPermissions, hasListHandler, curated } = parent;
  if (!hasListHandler && curated?.native) return nativePermissions(curated.native).needed;
  return [...declaredPermissions.list, ...declaredPermissions.read, ...ofParent(parent, [])];
}

/** Besides what the listing needs, the read that proves a missing resource gone. */
function fromNative(native: NativeKind, entries: readonly ShapeWish[]): string[] {
  const permissions = nativePermissions(native);
  const included = entries.flatMap(({ includeActions }) => includeActions);
  const chosen = chosenActions(native, included).flatMap((action) => permissions.optional[action] ?? []);
  return [...permissions.needed, ...permissions.read, ...chosen];
}
