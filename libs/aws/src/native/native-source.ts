import {
  type AwsAccount,
  AwsCallFailed,
  type JsonObject,
  type ListedResource,
  type Listing,
  type ResourcePage,
  ResourceSource,
  type StageEffort,
} from '@longshore/domain';
import { findKind, type NativeKind, placeholders } from '@longshore/kinds';
import type { AwsCalls } from '../aws-calls.js';
import { mapBounded } from '../bounded.js';
import { ResourceAbsent } from '../call-error.js';
import { PageEffort } from '../page-effort.js';
import type { AwsEndpoint } from '../client-options.js';
import { assembled } from './assemble.js';
import { foundItems, type Item } from './found-items.js';
import { isPast, within } from './history.js';
import { knownNames } from './known-names.js';
import { type ItemPage, listPage } from './list-page.js';
import { type CallSite, NativeCalls } from './native-calls.js';
import { type PagePosition, positionFrom, tokenOf } from '../page-position.js';
import { type Names, render } from './render.js';
import { runActions } from './run-actions.js';

/** Parents whose children are listed side by side in one page. */
const PARENTS_AT_A_TIME = 8;

/** One listing with everything that stays the same on its pages. */
interface Walk {
  kind: NativeKind;
  site: CallSite;
  known: Names;
  optional: readonly string[];
}

type ResourcesAndToken = Omit<ResourcePage, 'effort'>;

/**
 * Resources as their service's own API tells them, in the shape of Port's hosted integration.
 * - AWS says during a page that a resource is gone: it is left out, as not listed;
 * - our own session policy refuses an action: the resource lacks its properties and is marked `restricted`;
 * - any other failure of a call is the page's, and names the call.
 */
export class NativeSource extends ResourceSource {
  private readonly calls: NativeCalls;

  constructor(calls: AwsCalls, endpoint: AwsEndpoint) {
    super();
    this.calls = new NativeCalls(calls, endpoint);
  }

  override async page(
    account: AwsAccount,
    listing: Listing,
    token: string | null,
    signal: AbortSignal,
  ): Promise<ResourcePage> {
    const effort = new PageEffort();
    // Its actions add to what is listed while it is listed, so all of it is one stage.
    const page = await effort.of('list', (spent) => {
      const walk = walkOf(account, listing, spent);
      if (walk.kind.parents) return this.nestedPage(walk, token, signal);
      return this.lane(walk, { names: walk.known, token }, signal);
    });
    return effort.told(page);
  }

  override async read(
    account: AwsAccount,
    listing: Listing,
    identifier: string,
    signal: AbortSignal,
  ): Promise<JsonObject | null> {
    const walk = walkOf(account, listing);
    try {
      const resources = await this.complete(walk, await this.again(walk, identifier, signal), signal);
      const found = resources.find((resource) => resource.identifier === identifier);
      return found && !hasGone(walk.kind, found) ? found.properties : null;
    } catch (error) {
      if (error instanceof ResourceAbsent) return null;
      throw error;
    }
  }

  /** The children of some parents; the token holds the parents that are still to come. */
  private async nestedPage(walk: Walk, token: string | null, signal: AbortSignal): Promise<ResourcePage> {
    const { waiting, parents } = await this.withParents(walk, positionFrom(token), signal);
    const lanes = await mapBounded(
      waiting.slice(0, PARENTS_AT_A_TIME),
      { limit: PARENTS_AT_A_TIME, signal },
      async ([parent, from], stop) => ({ parent, ...(await this.childPage(walk, parent, from, stop)) }),
    );
    const begun = lanes.flatMap(({ parent, nextToken }): [string, string | null][] =>
      nextToken === null ? [] : [[parent, nextToken]],
    );
    const rest = [...begun, ...waiting.slice(PARENTS_AT_A_TIME)];
    return {
      resources: lanes.flatMap(({ resources }) => resources),
      nextToken: tokenOf({ waiting: rest, parents }),
    };
  }

  /** The position with the next page of parents, where all of the last one are done. */
  private async withParents(walk: Walk, position: PagePosition, signal: AbortSignal): Promise<PagePosition> {
    const { site, known, kind } = walk;
    const { parents: list } = kind;
    if (!list || position.waiting.length > 0 || position.parents === undefined) return position;
    const request = { site, list, names: known, token: position.parents };
    const { items, nextToken } = await listPage(this.calls, request, signal);
    const waiting = items.map(({ listed }): [string, null] => [String(listed[list.as]), null]);
    return { waiting, parents: nextToken ?? undefined };
  }

  /** A parent that has gone meanwhile took its children along. */
  private async childPage(walk: Walk, parent: string, token: string | null, signal: AbortSignal) {
    const names = { ...walk.known, [walk.kind.parents?.as ?? '']: parent };
    try {
      return await this.lane(walk, { names, token }, signal);
    } catch (error) {
      if (error instanceof ResourceAbsent) return { resources: [], nextToken: null };
      throw error;
    }
  }

  private async lane(
    walk: Walk,
    { names, token }: { names: Names; token: string | null },
    signal: AbortSignal,
  ): Promise<ResourcesAndToken> {
    const { kind, site } = walk;
    const page: ItemPage = await listPage(this.calls, { site, list: kind.list, names, token }, signal);
    const listed = await this.complete(walk, page.items, signal);
    const resources = listed.filter((resource) => within(kind, resource, names));
    const nextToken = isPast(kind, { listed, resources }) ? null : page.nextToken;
    return { resources, nextToken, ...(page.refused && { refused: page.refused }) };
  }

  private async complete(walk: Walk, items: readonly Item[], signal: AbortSignal): Promise<ListedResource[]> {
    const { kind, site, optional } = walk;
    const actions = kind.actions.filter((action) => !action.optional || optional.includes(action.name));
    const additions = await runActions({ calls: this.calls, site, actions }, items, signal);
    return items.flatMap((item) => assembled(kind, item, additions.get(item) ?? []) ?? []);
  }

  /** The items among which a resource of that identifier is. */
  private async again({ kind, site, known }: Walk, identifier: string, signal: AbortSignal): Promise<Item[]> {
    const { read } = kind;
    if (!read) throw unreadable(kind);
    const names = { ...known, ...partsOf(kind, identifier) };
    if ('item' in read) {
      const listed = render(read.item, names) as JsonObject;
      return [{ listed, names: { ...known, ...listed } }];
    }
    return foundItems(await this.calls.call(site, read, render(read.input, names), signal), read, known);
  }
}

function walkOf(account: AwsAccount, { region, kind: name, native }: Listing, spent: Partial<StageEffort> = {}): Walk {
  const kind = findKind(name)?.curated?.native;
  if (!kind) throw new Error(`${name} has no API of its own`);
  const site = { account, region, service: kind.service, spent };
  return { kind, site, known: knownNames(account, region, kind), optional: native?.actions ?? [] };
}

/** `a|b` by the names of the kind's identifier; only the last part may hold the separator itself. */
function partsOf({ identifier: template }: NativeKind, identifier: string): { [name: string]: string } {
  const names = placeholders(template);
  const parts = identifier.split('|');
  const last = parts.slice(names.length - 1).join('|');
  return Object.fromEntries(names.map((name, index) => [name, index < names.length - 1 ? (parts[index] ?? '') : last]));
}

function hasGone({ goneWhen = {} }: NativeKind, { properties }: ListedResource): boolean {
  return Object.entries(goneWhen).some(([property, values]) => values.includes(String(properties[property])));
}

function unreadable({ service, list }: NativeKind): AwsCallFailed {
  const detail = `${service}:${list.operation}: AWS has no way to read one of these.`;
  return new AwsCallFailed({ reason: 'unsupported', awsCode: 'NoRead', detail });
}
