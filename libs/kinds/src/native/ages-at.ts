import type { NativeKind } from './native-kind.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a resource leaves the window of its kind's history; null for kinds without one, and for resources that do not say when they were. */
export function agesAt({ history }: NativeKind, properties: { readonly [property: string]: unknown }): Date | null {
  const at = history?.at === undefined ? undefined : properties[history.at];
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return history && !Number.isNaN(time) ? new Date(time + history.days * DAY_MS) : null;
}
