import type { Estate, EstateAccount } from '../resources/estate/estate.js';
import { identifierBefore, pageTokenAfter } from '../resources/page-token.js';
import type { EstateResource } from '../resources/estate/shelf.js';
import type { AwsRequest } from '../service.js';
import type { Order } from './orders.js';

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
  /** Default: the resources are in the order of their identifiers. */
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

  /** The page behind a token, by identifier; undefined for a token of another listing. */
  page(
    resources: readonly EstateResource[],
    { token, size, narrowed = '', order }: PageRequest,
  ): Page<EstateResource> | undefined {
    const { operation } = this.request;
    const listing = [this.accountId, this.region, operation, narrowed].join(' ');
    const after = token === undefined ? '' : identifierBefore(listing, token);
    if (after === null) return undefined;
    const rest = inOrder(resources, order).filter(({ key }) => key > after);
    const page = rest.slice(0, size);
    const last = page.at(-1);
    const isLast = last === undefined || page.length === rest.length;
    const items = page.map(({ resource }) => resource);
    return { items, next: isLast ? undefined : pageTokenAfter(listing, last.key) };
  }
}

interface Keyed {
  key: string;
  resource: EstateResource;
}

function inOrder(resources: readonly EstateResource[], order: Order | undefined): Keyed[] {
  if (order === undefined) return resources.map((resource) => ({ key: resource.identifier, resource }));
  const keyed = resources.map((resource) => ({ key: order(resource), resource }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
}
