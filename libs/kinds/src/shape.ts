import { findKind, type CataloguedKind } from './catalogue.js';

/** Whether a raw resource looks as the service's own API answers it, or as its registry schema says. */
export type Shape = 'native' | 'cloud-control';

/** What a resource entry says about it. */
export interface ShapeWish {
  /** `selector.shape`. */
  shape: Shape | null;
  /** `selector.useGetResourceAPI`, which only Cloud Control has. */
  useGetResourceApi: boolean;
  /** `selector.includeActions`, which only the native API has. */
  includeActions: readonly string[];
  /** Resource models by region, which only Cloud Control has. */
  resourceModels?: { readonly [region: string]: readonly unknown[] };
}

/** The shape that an entry asks for, if it does. */
export function wishedShape({
  shape,
  useGetResourceApi,
  includeActions,
  resourceModels = {},
}: ShapeWish): Shape | null {
  if (shape !== null) return shape;
  if (useGetResourceApi || Object.values(resourceModels).some((models) => models.length > 0)) return 'cloud-control';
  return includeActions.length > 0 ? 'native' : null;
}

/** The shapes that a kind may have; the first where nobody asks. What Cloud Control cannot list has its shape only where no service lists it either. */
export function shapesOf({ curated, isRegistered, hasListHandler }: CataloguedKind): Shape[] {
  const isNative = curated?.native !== undefined;
  const isCloudControl = isRegistered && (hasListHandler || !isNative);
  return [...(isNative ? ['native' as const] : []), ...(isCloudControl ? ['cloud-control' as const] : [])];
}

/**
 * The shape of a kind for its entries: they share one listing, so those that do not ask follow those that do. Where nobody asks,
 * a kind that its own service lists has the native shape, which mappings of Port's hosted integration read.
 */
export function shapeOf(kind: string, entries: readonly ShapeWish[] = []): Shape {
  const known = findKind(kind);
  if (!known?.curated?.native) return 'cloud-control';
  if (!shapesOf(known).includes('cloud-control')) return 'native';
  const wished = entries.map(wishedShape);
  return wished.includes('cloud-control') ? 'cloud-control' : 'native';
}

/** Whether a kind of that shape is listed once for all regions. */
export function isGlobal(kind: string, shape: Shape): boolean {
  const curated = findKind(kind)?.curated;
  return (shape === 'native' ? curated?.native?.reach : curated?.reach) === 'global';
}
