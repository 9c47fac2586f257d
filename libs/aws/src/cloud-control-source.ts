import { CloudControlClient, GetResourceCommand, ListResourcesCommand } from '@aws-sdk/client-cloudcontrol';
import {
  type AwsAccount,
  AwsCallFailed,
  type Json,
  type JsonObject,
  type ListedResource,
  type Listing,
  type PropertyPath,
  type ResourcePage,
  ResourceSource,
  type RoleSessions,
  type StageEffort,
} from '@longshore/domain';
import { findKind } from '@longshore/kinds';
import { AccountResource } from './account-resource.js';
import { AwsCalls } from './aws-calls.js';
import { mapBounded } from './bounded.js';
import { ResourceAbsent } from './call-error.js';
import { type AwsEndpoint, clientOptions } from './client-options.js';
import { ClientPool } from './client-pool.js';
import { HomeRegions, rotated, startOf } from './home-regions.js';
import { PageEffort } from './page-effort.js';
import { readDescription } from './resource-description.js';
import type { RetrySchedule } from './retrying.js';
import { positionOf, tokenAfter } from './truncating-lists.js';

/** What a call is made for. */
interface Errand {
  account: AwsAccount;
  listing: Listing;
  signal: AbortSignal;
  spent?: Partial<StageEffort>;
}

/** Reads of one page at a time; the account's token bucket is the real limit. */
const READS_AT_A_TIME = 8;

/** Kinds that every region lists for all regions. Where a read finds one is where it belongs, so a read is indispensable. */
export const LISTED_EVERYWHERE: ReadonlySet<string> = new Set(['AWS::S3::Bucket']);

export interface CloudControlOptions extends AwsEndpoint {
  schedule?: RetrySchedule;
  /** Whether calls keep to the pace that AWS allows. Default true; benchmarks against a stand-in without limits set false. */
  isPaced?: boolean;
}

/**
 * Resources through the Cloud Control API, and the account itself. What a listing wants and its list lacks is read one by one:
 * - AWS says the resource is gone (or, of a bucket, in another region): it is left out, as not listed;
 * - our own session policy refuses: the list's properties stand and the resource is marked `restricted`;
 * - the customer's role refuses, or the read fails: the page fails.
 */
export class CloudControlSource extends ResourceSource {
  private readonly calls: AwsCalls;
  private readonly account: AccountResource;
  private readonly clients: ClientPool<CloudControlClient>;
  private readonly homes = new HomeRegions();

  constructor(sessions: RoleSessions, options: CloudControlOptions = {}) {
    super();
    this.calls = new AwsCalls(sessions, options);
    this.account = new AccountResource(this.calls, options);
    this.clients = new ClientPool(
      (region, credentials) => new CloudControlClient(clientOptions(region, options, credentials)),
    );
  }

  override async page(
    account: AwsAccount,
    listing: Listing,
    token: string | null,
    signal: AbortSignal,
  ): Promise<ResourcePage> {
    if (isAccount(listing.kind)) return { resources: [await this.account.read(account, signal)], nextToken: null };
    const effort = new PageEffort();
    const page = await effort.of('list', (spent) => this.list({ account, listing, signal, spent }, token));
    if (!page.resources.some((resource) => isWanted(listing, resource))) return effort.told(page);
    const start = LISTED_EVERYWHERE.has(listing.kind) ? startOf(listing.region, page.resources.length) : 0;
    const listed = rotated(page.resources, start);
    const resources = await effort.of('enrich', (spent) =>
      mapBounded(listed, { limit: READS_AT_A_TIME, signal }, async (resource, stop) =>
        isWanted(listing, resource) ? this.enrich({ account, listing, signal: stop, spent }, resource) : resource,
      ),
    );
    return effort.told({ ...page, resources: rotated(resources, -start).filter((resource) => resource !== null) });
  }

  override async read(
    account: AwsAccount,
    listing: Listing,
    identifier: string,
    signal: AbortSignal,
  ): Promise<JsonObject | null> {
    if (isAccount(listing.kind)) {
      return identifier === account.awsAccountId ? (await this.account.read(account, signal)).properties : null;
    }
    return this.found({ account, listing, signal }, identifier);
  }

  private async found(errand: Errand, identifier: string): Promise<JsonObject | null> {
    try {
      return await this.get(errand, identifier);
    } catch (error) {
      if (error instanceof ResourceAbsent) return null;
      throw error;
    }
  }

  /** MaxResults stays away: it is reserved, and handlers that see it answer too little. */
  private async list({ account, listing, signal, spent }: Errand, token: string | null) {
    const { region, kind, model } = listing;
    const position = positionOf(kind, token);
    const command = new ListResourcesCommand({
      TypeName: kind,
      ...(model && { ResourceModel: JSON.stringify(model) }),
      ...(position.token !== null && { NextToken: position.token }),
    });
    try {
      const place = { account, region, service: 'cloudcontrol' as const, ...(spent && { spent }) };
      const answer = await this.calls.run(place, signal, (credentials) =>
        this.clients.of(region, credentials).send(command, { abortSignal: signal }),
      );
      const resources = (answer.ResourceDescriptions ?? []).map(readDescription);
      if (answer.NextToken && answer.NextToken === position.token) throw repeated();
      return { resources, nextToken: tokenAfter(kind, position.listed + resources.length, answer.NextToken || null) };
    } catch (error) {
      // The parent named by the model has gone, or the service was never set up: AWS says that there is nothing.
      if (error instanceof ResourceAbsent && token === null) return { resources: [], nextToken: null };
      throw error;
    }
  }

  private async enrich(errand: Errand, listed: ListedResource) {
    const { account, listing } = errand;
    const { identifier } = listed;
    const read = () => this.found(errand, identifier);
    const isListedEverywhere = LISTED_EVERYWHERE.has(listing.kind);
    try {
      const properties = await (isListedEverywhere ? this.homes.read(account, listing, identifier, read) : read());
      return properties && { identifier, properties };
    } catch (error) {
      if (!(error instanceof AwsCallFailed) || !error.failure.isRestrictedByUs) throw error;
      if (isListedEverywhere) throw error;
      return { ...listed, restricted: error.failure.action ?? error.failure.detail };
    }
  }

  private async get({ account, listing: { region, kind }, signal, spent }: Errand, identifier: string) {
    const command = new GetResourceCommand({ TypeName: kind, Identifier: identifier });
    const place = { account, region, service: 'cloudcontrol' as const, ...(spent && { spent }) };
    const answer = await this.calls.run(place, signal, (credentials) =>
      this.clients.of(region, credentials).send(command, { abortSignal: signal }),
    );
    return readDescription(answer.ResourceDescription).properties;
  }
}

function isAccount(kind: string): boolean {
  return findKind(kind)?.curated?.source === 'account';
}

/** Whether a listed resource is to be read as well; a kind that cannot be read keeps what its list tells. */
function isWanted({ kind, enrich = [] }: Listing, { properties }: ListedResource): boolean {
  if (LISTED_EVERYWHERE.has(kind)) return true;
  if (findKind(kind)?.canRead === false) return false;
  return enrich === 'all' || enrich.some((path) => lacks(properties, path));
}

/** Lists are believed to tell what they tell of a property to the last of its elements. */
function lacks(properties: JsonObject, path: PropertyPath): boolean {
  let value: Json = properties;
  for (const name of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
    const inner: Json | undefined = value[name];
    if (inner === undefined) return true;
    value = inner;
  }
  return false;
}

/** Such a listing would never end, and what it leaves out nobody knows. */
function repeated(): AwsCallFailed {
  const detail = 'AWS answered the page token that it was asked with.';
  return new AwsCallFailed({ reason: 'truncated', awsCode: 'RepeatedToken', detail });
}
