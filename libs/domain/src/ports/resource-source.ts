import type { AwsFailure } from '../errors/aws-call-failed.error.js';
import type { PropertyPath } from '../mapping/property-reads.js';
import type { JsonObject } from '../json.js';
import type { Effort } from '../sync/effort.js';
import type { AwsAccount } from './role-sessions.js';

/** One listing: what to list and where. */
export interface Listing {
  region: string;
  kind: string;
  /** Cloud Control's ResourceModel, for types that cannot be listed without one. */
  model?: JsonObject;
  /** Which listed resources Cloud Control reads one by one: all, or those whose list lacks one of these properties. Absent: none. */
  enrich?: 'all' | readonly PropertyPath[];
  /** Lists by the service's own API, with these optional actions; absent: through Cloud Control. */
  native?: { actions: string[] };
}

export interface ListedResource {
  /** AWS's primary identifier; parts joined with `|` in schema order. */
  identifier: string;
  properties: JsonObject;
  /** What `__ExtraContext` says beside, or instead of, account and region. */
  context?: JsonObject;
  /** Why the enriching read was refused by our own session policy; the list's properties are kept then. */
  restricted?: string;
}

export interface ResourcePage {
  resources: ListedResource[];
  /** Token of the next page; null only at the end of the listing. */
  nextToken: string | null;
  /**
   * Why AWS refused a list that accounts of this sort have nothing to show in: the page is empty then. It says nothing of an account that
   * has been listed before, which may only have lost the right.
   */
  refused?: AwsFailure;
  /** What the page took. */
  effort?: Effort;
}

/** Reads resources of an account, page by page. Every failure is an AwsCallFailed: an empty page means that AWS said "none". */
export abstract class ResourceSource {
  abstract page(
    account: AwsAccount,
    listing: Listing,
    token: string | null,
    signal: AbortSignal,
  ): Promise<ResourcePage>;

  /** One resource as AWS has it now; null only when AWS says that it does not exist. */
  abstract read(
    account: AwsAccount,
    listing: Listing,
    identifier: string,
    signal: AbortSignal,
  ): Promise<JsonObject | null>;
}
