import type { Estate, EstateAccount } from '../resources/estate/estate.js';
import { identifierBefore, pageTokenAfter } from '../resources/page-token.js';
import type { EstateResource } from '../resources/estate/shelf.js';
import type { AwsRequest, Verdict } from '../service.js';
import { BY_IDENTIFIER, type Order } from './orders.js';

export interface Page<Item> {
  items: Item[];
  /** Undefined on the last page. */
  next: string | undefined;
}

export interface PageRequest {
  token: string | undefined;
  size: number;
  /** By what else the listing is asked, so that its tokens are its own. */
  narrowed?: string;
  /** Default: by identifier. */
  order?: Order;
}

/** Where a caller looks: one region of one account. */
export class Place {
  constructor(
    private readonly estate: Estate,
    private readonly request: AwsRequest,
  ) {}

  get accountId(): string {
    return this.request.accountId;
  }

  get region(): string {
    return this.request.region;
  }

  get account(): EstateAccount {
    return this.estate.account(this.accountId);
  }

  /** Of an action beside the operation's own. */
  allows(action: string, resource: string): Verdict {
    return this.request.allows(action, resource);
  }

  storedObject(bucket: string, key: string): Buffer | undefined {
    return this.estate.objects.find(bucket, key);
  }

  /** `arn:aws:sqs:eu-west-1:123456789012:orders` */
  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  resources(type: string): readonly EstateResource[] {
    return this.estate.resources(this.accountId, this.region, type);
  }

  /** In all regions. */
  everywhere(type: string): readonly EstateResource[] {
    return this.estate.everything(this.accountId, type);
  }

  find(type: string, identifier: string): EstateResource | undefined {
    return this.estate.find(this.accountId, this.region, type, identifier);
  }

  /** The page behind a token; undefined for a token of another listing. */
  page(
    resources: readonly EstateResource[],
    { token, size, narrowed = '', order = BY_IDENTIFIER }: PageRequest,
  ): Page<EstateResource> | undefined {
    const { operation } = this.request;
    const listing = [this.accountId, this.region, operation, narrowed].join(' ');
    const after = token === undefined ? undefined : identifierBefore(listing, token);
    if (after === null) return undefined;
    const rest = restOf(resources, order, after);
    const page = rest.slice(0, size);
    const last = page.at(-1);
    const isLast = last === undefined || page.length === rest.length;
    const items = page.map(({ resource }) => resource);
    return { items, next: isLast ? undefined : pageTokenAfter(listing, last.key) };
  }
}

/** What comes behind a key, or all of it, in order. */
function restOf(resources: readonly EstateResource[], { key, isDescending = false }: Order, after: string | undefined) {
  const keyed = resources.map((resource) => ({ key: key(resource), resource }));
  const isBehind = (one: string, other: string) => (isDescending ? one < other : one > other);
  return keyed
    .filter((one) => after === undefined || isBehind(one.key, after))
    .sort((a, b) => (isBehind(a.key, b.key) ? 1 : -1));
}
