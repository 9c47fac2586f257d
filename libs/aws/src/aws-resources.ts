import {
  type AwsAccount,
  type JsonObject,
  type Listing,
  type ResourcePage,
  ResourceSource,
  type RoleSessions,
} from '@longshore/domain';
import { AwsCalls } from './aws-calls.js';
import { type CloudControlOptions, CloudControlSource, LISTED_EVERYWHERE } from './cloud-control-source.js';
import { NativeSource } from './native/native-source.js';

/** All resources of AWS: a listing that says `native` by the service's own API, any other through Cloud Control. */
export class AwsResources extends ResourceSource {
  private readonly native: NativeSource;
  private readonly cloudControl: CloudControlSource;

  constructor(sessions: RoleSessions, options: CloudControlOptions = {}) {
    super();
    this.native = new NativeSource(new AwsCalls(sessions, options), options);
    this.cloudControl = new CloudControlSource(sessions, options);
  }

  override page(
    account: AwsAccount,
    listing: Listing,
    token: string | null,
    signal: AbortSignal,
  ): Promise<ResourcePage> {
    return this.sourceOf(listing).page(account, listing, token, signal);
  }

  /**
   * A bucket that Cloud Control does not find in a region may be in another: every region lists it, only its own reads it. So S3 itself
   * is asked, which answers for all regions.
   */
  override async read(
    account: AwsAccount,
    listing: Listing,
    identifier: string,
    signal: AbortSignal,
  ): Promise<JsonObject | null> {
    const found = await this.sourceOf(listing).read(account, listing, identifier, signal);
    if (found !== null || listing.native || !LISTED_EVERYWHERE.has(listing.kind)) return found;
    return this.native.read(account, { ...listing, native: { actions: [] } }, identifier, signal);
  }

  private sourceOf({ native }: Listing): ResourceSource {
    return native ? this.native : this.cloudControl;
  }
}
