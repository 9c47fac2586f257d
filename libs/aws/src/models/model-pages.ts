import {
  type AwsAccount,
  AwsCallFailed,
  type Json,
  type JsonObject,
  type ListedResource,
  type Listing,
  parseRoleArn,
  type ResourceSource,
} from '@longshore/domain';
import { type CataloguedKind, findKind, modelKeys, modelSource } from '@longshore/kinds';
import { homeRegion } from '../regions.js';

/** One resource model, under the name that a page token remembers it by. */
export interface Model {
  name: string;
  model: JsonObject;
}

interface ModelPage {
  models: Model[];
  /** Null when these are the last. */
  nextToken: string | null;
}

/** A listing of parents, and what of each parent fills which key. */
interface ParentListing {
  account: AwsAccount;
  listing: Listing;
  key: string;
  property: string | undefined;
  signal: AbortSignal;
}

/** The resource models that a listing is made of: the mapping's own, constants, or one for each parent, page by page. */
export class ModelPages {
  constructor(private readonly source: ResourceSource) {}

  async page(account: AwsAccount, listing: Listing, token: string | null, signal: AbortSignal): Promise<ModelPage> {
    if (listing.models) return whole(listing.models.map((model) => ({ name: JSON.stringify(model), model })));
    const kind = findKind(listing.kind) as CataloguedKind;
    const source = modelSource(kind);
    if (!source) throw modelRequired(kind);
    const { key, values } = source;
    if (values.from === 'account') return whole([{ name: key, model: { [key]: account.awsAccountId } }]);
    if (values.from === 'constants') {
      const isHome = listing.region === homeRegion(parseRoleArn(account.roleArn).partition);
      const served = [...values.values, ...(isHome ? (values.global ?? []) : [])];
      return whole(served.map((value) => ({ name: value, model: { [key]: value } })));
    }
    const parents = { region: listing.region, kind: values.kind };
    return this.parents({ account, listing: parents, key, property: values.property, signal }, token);
  }

  private async parents(asked: ParentListing, token: string | null): Promise<ModelPage> {
    const { resources, nextToken } = await this.source.page(asked.account, asked.listing, token, asked.signal);
    const models: Model[] = [];
    for (const parent of resources) {
      const value = await this.valueOf(asked, parent);
      if (value !== null) models.push({ name: parent.identifier, model: { [asked.key]: value } });
    }
    return { models: inOrder(models), nextToken };
  }

  /** Null for a parent that is gone by now. */
  private async valueOf(
    { account, listing, property, signal }: ParentListing,
    { identifier, properties }: ListedResource,
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

const whole = (models: Model[]): ModelPage => ({ models: inOrder(models), nextToken: null });

const inOrder = (models: Model[]): Model[] => models.sort((one, other) => (one.name < other.name ? -1 : 1));

function modelRequired(kind: CataloguedKind): AwsCallFailed {
  const detail = `The resource model of ${kind.type} has to name ${modelKeys(kind)}.`;
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
