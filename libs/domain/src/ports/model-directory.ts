import type { AwsFailure } from '../errors/aws-call-failed.error.js';
import type { JsonObject } from '../json.js';
import type { Effort } from '../sync/effort.js';
import type { Listing } from './resource-source.js';
import type { AwsAccount } from './role-sessions.js';

export interface ModelPage {
  /** As ListResources takes them. */
  models: JsonObject[];
  /** Token of the next page; null only at the end. */
  nextToken: string | null;
  /** Why there may be others that are not known, where some parents could not be read. */
  missed?: AwsFailure;
  effort?: Effort;
}

/** Finds the resource models by which a kind is listed that AWS lists only with one, from the parents that exist. Every failure is an AwsCallFailed. */
export abstract class ModelDirectory {
  abstract page(
    account: AwsAccount,
    listing: Pick<Listing, 'region' | 'kind'>,
    token: string | null,
    signal: AbortSignal,
  ): Promise<ModelPage>;
}
