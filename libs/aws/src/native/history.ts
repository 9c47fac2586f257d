import type { ListedResource } from '@longshore/domain';
import { happenedAt, type NativeKind } from '@longshore/kinds';
import type { Names } from './render.js';

/** Whether a resource belongs to the window of its kind's history; one that does not say when it was does. */
export function within(kind: NativeKind, { properties }: ListedResource, { since }: Names): boolean {
  const at = happenedAt(kind, properties);
  return at === null || !(since instanceof Date) || at >= since;
}

/** Whether all that follows a page is before the window: nothing on it was within, and the newest come first. */
export function isPast(
  { history }: NativeKind,
  { listed, resources }: { listed: readonly ListedResource[]; resources: readonly ListedResource[] },
): boolean {
  return history?.isNewestFirst === true && listed.length > 0 && resources.length === 0;
}
