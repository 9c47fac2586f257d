import {
  addEffort,
  type AwsAccount,
  AwsCallFailed,
  type AwsFailure,
  type Effort,
  type Json,
  type JsonObject,
  type ListedResource,
  type Listing,
  ModelDirectory,
  type ModelPage,
  parseRoleArn,
  type ResourcePage,
  type ResourceSource,
} from '@longshore/domain';
import { findKind, knownModels, modelKeys, modelSource, needsModel } from '@longshore/kinds';
import { mapBounded } from '../bounded.js';
import { positionFrom, tokenOf } from '../page-position.js';
import { homeRegion } from '../regions.js';

/** Parents that are looked into side by side. */
const AT_A_TIME = 8;

/** What is the same for all parents of a listing. */
interface Search {
  account: AwsAccount;
  listing: Listing;
  signal: AbortSignal;
}

/** Some of the parents; `missed` tells why there may be others. */
type ParentPage = ResourcePage & Pick<ModelPage, 'missed'>;

type Found<Item> = { item: Item } | { missed: AwsFailure };

/** Finds resource models by listing the parents, and these below their own parents where AWS lists them by model too. */
export class ResourceModels extends ModelDirectory {
  constructor(private readonly source: ResourceSource) {
    super();
  }

  override async page(
    account: AwsAccount,
    { region, kind: name }: Pick<Listing, 'region' | 'kind'>,
    token: string | null,
    signal: AbortSignal,
  ): Promise<ModelPage> {
    const kind = findKind(name);
    const isHome = region === homeRegion(parseRoleArn(account.roleArn).partition);
    const known = kind && knownModels(kind, { awsAccountId: account.awsAccountId, isHome });
    if (known) return { models: known, nextToken: null };
    const source = kind && modelSource(kind);
    if (source?.values.from !== 'parent') throw modelRequired(name);
    const { kind: parent, property } = source.values;
    const search = { account, listing: parentListing(region, parent), signal };
    const { resources, ...page } = await this.parents(search, token);
    const values = await each(resources, signal, (resource, stop) =>
      this.valueFrom({ ...search, signal: stop }, resource, property),
    );
    const models = values.items.filter((value) => value !== null).map((value) => ({ [source.key]: value }));
    return { ...page, models, ...withMissed(page.missed ?? values.missed) };
  }

  private async parents(search: Search, token: string | null): Promise<ParentPage> {
    const { account, listing, signal } = search;
    const kind = findKind(listing.kind);
    if (kind && needsModel(kind)) return this.nested(search, token);
    const page = await this.source.page(account, listing, token, signal);
    return { ...page, ...withMissed(page.refused) };
  }

  /** The parents below some of theirs; the token holds those that are still to come. */
  private async nested({ account, listing, signal }: Search, token: string | null): Promise<ParentPage> {
    let { waiting, parents } = positionFrom(token);
    const effort: Effort = {};
    let missed: AwsFailure | undefined;
    if (waiting.length === 0 && parents !== undefined) {
      const page = await this.page(account, listing, parents, signal);
      addEffort(effort, page.effort ?? {});
      missed = page.missed;
      waiting = page.models.map((model) => [JSON.stringify(model), null]);
      parents = page.nextToken ?? undefined;
    }
    const pages = await each(waiting.slice(0, AT_A_TIME), signal, async ([model, from], stop) => {
      const below = { ...listing, model: JSON.parse(model) as JsonObject };
      const page = await this.source.page(account, below, from, stop);
      addEffort(effort, page.effort ?? {});
      return { model, ...page };
    });
    const begun = pages.items.flatMap(({ model, nextToken }): [string, string | null][] =>
      nextToken === null ? [] : [[model, nextToken]],
    );
    return {
      resources: pages.items.flatMap(({ resources }) => resources),
      nextToken: tokenOf({ waiting: [...begun, ...waiting.slice(AT_A_TIME)], parents }),
      effort,
      ...withMissed(missed ?? pages.missed),
    };
  }

  /** Null for a parent that is gone by now. */
  private async valueFrom(
    { account, listing, signal }: Search,
    { identifier, properties }: ListedResource,
    property: string | undefined,
  ): Promise<Json> {
    if (property === undefined) return identifier;
    const listed = properties[property];
    if (listed !== undefined) return listed;
    const read = await this.source.read(account, listing, identifier, signal);
    if (read === null) return null;
    const value = read[property];
    if (value === undefined) throw missing(listing.kind, property);
    return value;
  }
}

/** Through Cloud Control, as what is below, unless only the parents' own service lists them. */
function parentListing(region: string, kind: string): Listing {
  return { region, kind, ...(findKind(kind)?.hasListHandler === false && { native: { actions: [] } }) };
}

/** Looks into each; one that cannot be looked into is missed, and does not stop the others. */
async function each<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal,
  look: (item: Item, stop: AbortSignal) => Promise<Result>,
): Promise<{ items: Result[]; missed: AwsFailure | undefined }> {
  const found = await mapBounded(items, { limit: AT_A_TIME, signal }, async (item, stop): Promise<Found<Result>> => {
    try {
      return { item: await look(item, stop) };
    } catch (error) {
      if (!(error instanceof AwsCallFailed) || stop.aborted || isOfAll(error.failure)) throw error;
      return { missed: error.failure };
    }
  });
  return {
    items: found.flatMap((one) => ('item' in one ? [one.item] : [])),
    missed: found.flatMap((one) => ('missed' in one ? [one.missed] : []))[0],
  };
}

/** What the next call would meet as well. */
const isOfAll = ({ reason, isTokenExpired }: AwsFailure): boolean =>
  isTokenExpired === true || reason === 'auth-lost' || reason === 'cancelled';

const withMissed = (missed: AwsFailure | undefined): Pick<ModelPage, 'missed'> => (missed ? { missed } : {});

function modelRequired(name: string): AwsCallFailed {
  const kind = findKind(name);
  const keys = kind ? modelKeys(kind) : 'what AWS asks for';
  const detail = `The resource model of ${name} has to name ${keys}.`;
  return new AwsCallFailed({
    reason: 'unsupported',
    refusal: 'model-needed',
    awsCode: 'ResourceModelRequired',
    detail,
  });
}

function missing(kind: string, property: string): AwsCallFailed {
  const detail = `${kind} was answered without ${property}, by which what is below it is listed.`;
  return new AwsCallFailed({ reason: 'item-without-key', awsCode: 'NoParentKey', detail });
}
