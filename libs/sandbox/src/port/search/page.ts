import { PortFault } from '../port-fault.js';

/** Part of a result and the opaque cursor of the rest; no cursor at the end. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/** Cuts a page out of a stable order; the cursor names the last identifier given, so deletions in between skip nothing. */
export function page<T extends { blueprint: string; identifier: string }>(
  found: Iterable<T>,
  limit: number,
  from: string | null | undefined,
): Page<T> {
  const all = [...found];
  const start = from ? after(all, from) : 0;
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  if (!last || start + limit >= all.length) return { items };
  return { items, next: cursor(last, start + limit) };
}

function cursor(last: { blueprint: string; identifier: string }, position: number): string {
  return Buffer.from(JSON.stringify([last.blueprint, last.identifier, position])).toString('base64url');
}

/** Where the page after the cursor begins. The entity it names may have gone: then its old place is the best guess there is. */
function after(all: { blueprint: string; identifier: string }[], from: string): number {
  const [blueprint, identifier, position] = readCursor(from);
  const index = all.findIndex((item) => item.identifier === identifier && item.blueprint === blueprint);
  return index === -1 ? position : index + 1;
}

function readCursor(from: string): [string, string, number] {
  try {
    return JSON.parse(Buffer.from(from, 'base64url').toString()) as [string, string, number];
  } catch {
    throw new PortFault(422, 'invalid_request', '/from is not a cursor of a previous answer');
  }
}
