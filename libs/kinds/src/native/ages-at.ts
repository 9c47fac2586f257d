import type { NativeKind } from './native-kind.js';

const DAY_MS = 24 * 60 * 60 * 1000;

type Properties = { readonly [property: string]: unknown };

/** When a resource of a history happened; null for kinds without one, and for resources that do not say. */
export function happenedAt({ history }: NativeKind, properties: Properties): Date | null {
  const said = history?.at
    .map((path) => valueAt(properties, path.split('.')))
    .find((value) => typeof value === 'string');
  const time = typeof said === 'string' ? Date.parse(said) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time);
}

/** When a resource leaves the window of its kind's history; null as above. */
export function agesAt(kind: NativeKind, properties: Properties): Date | null {
  const time = happenedAt(kind, properties);
  return time && kind.history ? new Date(time.getTime() + kind.history.days * DAY_MS) : null;
}

function valueAt(properties: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isProperties(inner) ? inner[name] : undefined), properties);
}

function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null;
}
