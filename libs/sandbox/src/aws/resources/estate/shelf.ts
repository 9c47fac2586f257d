import type { JsonObject } from '@longshore/domain';

export interface EstateResource {
  type: string;
  region: string;
  /** Values of the type's primary identifier, joined with `|` in schema order. */
  identifier: string;
  properties: JsonObject;
}

/** The resources of one type in one region of one account. Their order is kept until something changes: pages are read far more often. */
export class Shelf {
  private readonly byIdentifier = new Map<string, EstateResource>();
  private inOrder: EstateResource[] | null = null;

  put(resource: EstateResource): void {
    this.byIdentifier.set(resource.identifier, resource);
    this.inOrder = null;
  }

  remove(identifier: string): boolean {
    this.inOrder = null;
    return this.byIdentifier.delete(identifier);
  }

  find(identifier: string): EstateResource | undefined {
    return this.byIdentifier.get(identifier);
  }

  resources(): readonly EstateResource[] {
    this.inOrder ??= [...this.byIdentifier.values()].sort(byIdentifier);
    return this.inOrder;
  }
}

/** In UTF-16 order, as page tokens compare them. */
export function byIdentifier(a: EstateResource, b: EstateResource): number {
  if (a.identifier === b.identifier) return 0;
  return a.identifier < b.identifier ? -1 : 1;
}
