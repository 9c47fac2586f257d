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
import { findKind, knownModels, modelKeys, modelSource, needsModel, type ModelSource } from '@longshore/kinds';
import { type PagePosition, positionFrom, tokenOf } from '../page-position.js';
import { homeRegion } from '../regions.js';
import { AT_A_TIME, lookIntoEach, withMissed } from './look-into-each.js';
import { growthOf, idAt, spotOf } from './tree-spots.js';

/** What is the same for all parents of a listing. */
interface Search {
  account: AwsAccount;
  listing: Listing;
  signal: AbortSignal;
}

/** Some of the parents; `missed` tells why there may be others. */
type ParentPage = ResourcePage & Pick<ModelPage, 'missed'>;

/** Some of the values that models have. */
type ValuePage = Omit<ModelPage, 'models'> & { values: Json[] };

type Tree = Extract<ModelSource['values'], { from: 'tree' }> & Pick<ModelSource, 'key'>;

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
    if (!source || !('kind' in source.values)) throw modelRequired(name);
    const { key } = source;
    const told = source.values;
    const below = (kind: string): Search => ({ account, listing: listingOf(region, kind), signal });
    const { values, ...page } =
      told.from === 'tree'
        ? await this.tree(below(name), { ...told, key }, token)
        : await this.ofParents(below(told.kind), told.property, token);
    return { ...page, models: values.map((value) => ({ [key]: value })) };
  }

  private async ofParents(search: Search, property: string | undefined, token: string | null): Promise<ValuePage> {
    const { resources, ...page } = await this.parents(search, token);
    const found = await lookIntoEach(resources, search.signal, (resource, stop) =>
      this.valueFrom({ ...search, signal: stop }, resource, property),
    );
    const values = found.items.filter((value) => value !== null);
    return { ...page, values, ...withMissed(page.missed ?? found.missed) };
  }

  /**
   * The first parents, and what lies below them level by level. What is deepest comes first: the token then holds what the pages of a few
   * parents on each level had, however wide the tree is.
   */
  private async tree(search: Search, { key, kind, property, levels }: Tree, token: string | null): Promise<ValuePage> {
    let { waiting, parents } = positionFrom(token);
    let first: ValuePage | undefined;
    if (waiting.length === 0 && parents !== undefined) {
      first = await this.ofParents({ ...search, listing: { ...search.listing, kind } }, property, parents);
      waiting = first.values.map((value) => spotOf(0, String(value)));
      parents = first.nextToken ?? undefined;
    }
    const pages = await this.below(search, waiting, (spot) => ({ [key]: idAt(spot) }));
    const { ids, spots, missed } = growthOf(pages.items, levels);
    addEffort(pages.effort, first?.effort ?? {});
    return {
      values: [...(first?.values ?? []), ...ids],
      nextToken: tokenOf({ waiting: [...spots, ...pages.waiting], parents }),
      effort: pages.effort,
      ...withMissed(first?.missed ?? pages.missed ?? missed),
    };
  }

  private async parents(search: Search, token: string | null): Promise<ParentPage> {
    const { account, listing, signal } = search;
    const kind = findKind(listing.kind);
    if (kind && needsModel(kind)) return this.nested(search, token);
    const page = await this.source.page(account, listing, token, signal);
    return { ...page, ...withMissed(page.refused) };
  }

  /** The parents below some of theirs; the token holds those that are still to come. */
  private async nested(search: Search, token: string | null): Promise<ParentPage> {
    let { waiting, parents } = positionFrom(token);
    const effort: Effort = {};
    let missed: AwsFailure | undefined;
    if (waiting.length === 0 && parents !== undefined) {
      const page = await this.page(search.account, search.listing, parents, search.signal);
      addEffort(effort, page.effort ?? {});
      missed = page.missed;
      waiting = page.models.map((model) => [JSON.stringify(model), null]);
      parents = page.nextToken ?? undefined;
    }
    const pages = await this.below(search, waiting, (model) => JSON.parse(model) as JsonObject);
    addEffort(effort, pages.effort);
    return {
      resources: pages.items.flatMap(({ resources }) => resources),
      nextToken: tokenOf({ waiting: pages.waiting, parents }),
      effort,
      ...withMissed(missed ?? pages.missed),
    };
  }

  /** A page of what lies below each of the first that wait. Then wait those that have more, and the others. */
  private async below(
    { account, listing, signal }: Search,
    waiting: PagePosition['waiting'],
    modelOf: (parent: string) => JsonObject,
  ) {
    const effort: Effort = {};
    const pages = await lookIntoEach(waiting.slice(0, AT_A_TIME), signal, async ([parent, from], stop) => {
      const page = await this.source.page(account, { ...listing, model: modelOf(parent) }, from, stop);
      addEffort(effort, page.effort ?? {});
      return { parent, ...page };
    });
    const begun = pages.items.flatMap(({ parent, nextToken }): PagePosition['waiting'] =>
      nextToken === null ? [] : [[parent, nextToken]],
    );
    return { ...pages, effort, waiting: [...begun, ...waiting.slice(AT_A_TIME)] };
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
function listingOf(region: string, kind: string): Listing {
  return { region, kind, ...(findKind(kind)?.hasListHandler === false && { native: { actions: [] } }) };
}

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
