import type { CataloguedKind } from '../catalogue.js';
import { readsData } from './data-reads.js';

/** What every listing through Cloud Control needs besides its handlers' own calls; ReadOnlyAccess may lack it. */
export const CLOUD_CONTROL_READS: readonly string[] = ['cloudformation:GetResource', 'cloudformation:ListResources'];

export interface KindPermissions {
  /** IAM actions a role needs so that the kind can be listed and read, by name. */
  actions: string[];
  /** Actions that AWS's handlers declare but that read customers' data: never asked for. The kind then shows what its list tells. */
  leftOut: string[];
}

/** Cloud Control runs list and read handlers with the caller's rights (Cloud Control API User Guide, "Permissions"). */
export function kindPermissions({ curated, declaredPermissions }: CataloguedKind): KindPermissions {
  const isCrawled = curated?.source !== 'account';
  const { list, read } = declaredPermissions;
  const all = [...new Set([...(curated?.permissions ?? []), ...list, ...read])];
  return {
    actions: [...all.filter((action) => !readsData(action)), ...(isCrawled ? CLOUD_CONTROL_READS : [])].sort(),
    leftOut: all.filter(readsData).sort(),
  };
}
