import {
  type AwsAccount,
  AwsCallFailed,
  type JsonObject,
  type Listing,
  type ResourcePage,
  ResourceSource,
} from '@longshore/domain';
import { findKind, needsModel } from '@longshore/kinds';
import { type ModelPosition, moved, positionFrom, tokenOf } from './model-position.js';
import { type Model, ModelPages } from './model-pages.js';

/** A page ends once it holds this many resources, or has asked this many models. */
const FULL = 100;
const MODELS_A_PAGE = 25;

/** More parents than this, and the listing is given up: a kind below every log group would never end. */
const MAX_MODELS = 10_000;

/**
 * Lists kinds that AWS lists only with a resource model: once for each model that the mapping names or, without any, for each
 * parent that exists. All of it is one listing, complete only when every model's is; a parent that goes meanwhile lists nothing.
 */
export class ModelledListings extends ResourceSource {
  private readonly models: ModelPages;

  constructor(private readonly source: ResourceSource) {
    super();
    this.models = new ModelPages(this);
  }

  override async page(
    account: AwsAccount,
    listing: Listing,
    token: string | null,
    signal: AbortSignal,
  ): Promise<ResourcePage> {
    const kind = findKind(listing.kind);
    const isModelled =
      listing.model === undefined &&
      !listing.native &&
      kind !== undefined &&
      (needsModel(kind) || listing.models !== undefined);
    return isModelled
      ? this.walk(account, listing, positionFrom(token), signal)
      : this.source.page(account, listing, token, signal);
  }

  override read(
    account: AwsAccount,
    listing: Listing,
    identifier: string,
    signal: AbortSignal,
  ): Promise<JsonObject | null> {
    return this.source.read(account, listing, identifier, signal);
  }

  private async walk(
    account: AwsAccount,
    listing: Listing,
    from: ModelPosition,
    signal: AbortSignal,
  ): Promise<ResourcePage> {
    const { models, nextToken: parents } = await this.models.page(account, listing, from.parents, signal);
    const resources: ResourcePage['resources'] = [];
    const left = remaining(models, from);
    let { walked, child } = from;
    for (const [asked, { name, model }] of left.entries()) {
      if (asked === MODELS_A_PAGE || resources.length >= FULL) {
        const at = left[asked - 1]?.name ?? from.at;
        return { resources, nextToken: tokenOf({ parents: from.parents, at, child: null, walked }) };
      }
      const page = await this.source.page(account, { ...listing, model }, child, signal);
      resources.push(...page.resources);
      if (page.nextToken !== null)
        return { resources, nextToken: tokenOf({ parents: from.parents, at: name, child: page.nextToken, walked }) };
      child = null;
      walked += 1;
      if (walked > MAX_MODELS) throw tooMany(listing.kind);
    }
    return { resources, nextToken: parents === null ? null : tokenOf({ parents, at: null, child: null, walked }) };
  }
}

/** The models of a page that are not done yet, the one in progress first. Both lists are in the order of names: AWS's own may change. */
function remaining(models: Model[], { at, child }: ModelPosition): Model[] {
  if (at === null) return models;
  if (child === null) return models.filter(({ name }) => name > at);
  if (!models.some(({ name }) => name === at)) throw moved('The resource that the listing had come to is gone.');
  return models.filter(({ name }) => name >= at);
}

function tooMany(kind: string): AwsCallFailed {
  const detail = `${kind} has more than ${MAX_MODELS} parents here; name resource models in the mapping.`;
  return new AwsCallFailed({ reason: 'truncated', awsCode: 'TooManyParents', detail });
}
