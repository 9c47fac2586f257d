import type { Estate, EstateAccount } from '../resources/estate/estate.js';
import { identifierBefore, pageTokenAfter } from '../resources/page-token.js';
import type { EstateResource } from '../resources/estate/shelf.js';
import type { AwsRequest } from '../service.js';

export interface Page<Item> {
  items: Item[];
  /** Undefined on the last page. */
  next: string | undefined;
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

  /** The page behind a token, by identifier; undefined for a token of another listing. `narrowed` says by what else it is listed. */
  page(
    resources: readonly EstateResource[],
    { token, size, narrowed = '' }: { token: string | undefined; size: number; narrowed?: string },
  ): Page<EstateResource> | undefined {
    const { operation } = this.request;
    const listing = [this.accountId, this.region, operation, narrowed].join(' ');
    const after = token === undefined ? '' : identifierBefore(listing, token);
    if (after === null) return undefined;
    const rest = resources.filter(({ identifier }) => identifier > after);
    const items = rest.slice(0, size);
    const last = items.at(-1);
    const isLast = last === undefined || items.length === rest.length;
    return { items, next: isLast ? undefined : pageTokenAfter(listing, last.identifier) };
  }
}
