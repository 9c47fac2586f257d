import type { Json, JsonObject } from '@longshore/domain';
import { type CataloguedKind, findKind, Kinds, readTypeSchema } from '@longshore/kinds';
import type { OwnType } from './own-types.js';
import { defaultRegions, type AccountRegion, type RegionOptStatus } from './regions.js';
import { byIdentifier, Shelf, type EstateResource } from './shelf.js';
import { StoredObjects } from './stored-objects.js';

export interface EstateAccount {
  /** Twelve digits. */
  id: string;
  name: string;
  regions: AccountRegion[];
  /** RFC 3339. */
  createdAt: string;
}

/** IAM has one set of resources per account, which Cloud Control answers from every region. */
export const isGlobal = (type: string): boolean => type.startsWith('AWS::IAM::');

/** The resources of all accounts, as AWS would know them in full. In memory; made again from its seed at each start. */
export class Estate {
  readonly objects = new StoredObjects();
  private readonly accounts = new Map<string, EstateAccount>();
  private readonly shelves = new Map<string, Shelf>();
  private readonly types = new Map<string, Map<string, OwnType>>();
  /** Of one type in all regions, in order; made again after any change. */
  private readonly inOrder = new Map<string, readonly EstateResource[]>();

  /** An account that nobody has added exists and is empty. */
  account(id: string): EstateAccount {
    const known = this.accounts.get(id);
    return known ?? this.addAccount({ id, name: id, regions: defaultRegions(), createdAt: '2024-02-01T10:00:00Z' });
  }

  addAccount(account: EstateAccount): EstateAccount {
    this.accounts.set(account.id, account);
    return account;
  }

  /** Throws when the account does not know the region. */
  setRegion(accountId: string, name: string, status: RegionOptStatus): void {
    const region = this.account(accountId).regions.find((known) => known.name === name);
    if (region === undefined) throw new Error(`Account ${accountId} has no region ${name}.`);
    region.status = status;
  }

  /** Registers a type in one region, or another version of it. */
  register(accountId: string, region: string, type: OwnType): void {
    const key = shelfKey(accountId, region, 'types');
    this.types.set(key, (this.types.get(key) ?? new Map<string, OwnType>()).set(type.typeName, type));
  }

  /** What is there of it stays, and nobody can list it. */
  deregister(accountId: string, region: string, typeName: string): void {
    this.types.get(shelfKey(accountId, region, 'types'))?.delete(typeName);
  }

  ownTypes(accountId: string, region: string): OwnType[] {
    return [...(this.types.get(shelfKey(accountId, region, 'types'))?.values() ?? [])];
  }

  /** As the registry of that region knows it. */
  kind(accountId: string, region: string, type: string): CataloguedKind | undefined {
    return findKind(type) ?? this.ownKind(accountId, region, type);
  }

  /** Adds a resource, or replaces the one of the same identifier. Throws when its type is unknown or its identifier incomplete. */
  put(accountId: string, region: string, type: string, properties: JsonObject): EstateResource {
    const home = homeRegion(region, type);
    const kind = this.kind(accountId, region, type);
    if (kind === undefined) throw new Error(`The registry knows no type ${type}.`);
    const resource = { type, region: home, identifier: identifierOf(kind, properties), properties };
    const key = shelfKey(accountId, home, type);
    const shelf = this.shelves.get(key) ?? new Shelf();
    this.shelves.set(key, shelf);
    shelf.put(resource);
    this.inOrder.clear();
    return resource;
  }

  /** False when there was no such resource. */
  remove(accountId: string, region: string, type: string, identifier: string): boolean {
    this.inOrder.clear();
    return this.shelf(accountId, region, type)?.remove(identifier) ?? false;
  }

  find(accountId: string, region: string, type: string, identifier: string): EstateResource | undefined {
    return this.shelf(accountId, region, type)?.find(identifier);
  }

  /** What stands in a region, by identifier. */
  resources(accountId: string, region: string, type: string): readonly EstateResource[] {
    return this.shelf(accountId, region, type)?.resources() ?? [];
  }

  /** What an account has in all regions, of one type or of all, by identifier. */
  everything(accountId: string, type?: string): readonly EstateResource[] {
    const asked = `${accountId}/${type ?? ''}`;
    const known = this.inOrder.get(asked);
    if (known !== undefined) return known;
    const all = [...this.shelves]
      .filter(([key]) => key.startsWith(`${accountId}/`) && (type === undefined || key.endsWith(`/${type}`)))
      .flatMap(([, shelf]) => shelf.resources())
      .sort(byIdentifier);
    this.inOrder.set(asked, all);
    return all;
  }

  private ownKind(accountId: string, region: string, type: string): CataloguedKind | undefined {
    const own = this.ownTypes(accountId, region).find(({ typeName }) => typeName === type);
    const read = own && readTypeSchema(type, own.origin, JSON.stringify(own.schema));
    return read ? new Kinds([read]).find(type) : undefined;
  }

  private shelf(accountId: string, region: string, type: string): Shelf | undefined {
    return this.shelves.get(shelfKey(accountId, homeRegion(region, type), type));
  }
}

const homeRegion = (region: string, type: string) => (isGlobal(type) ? 'us-east-1' : region);

const shelfKey = (accountId: string, region: string, type: string) => [accountId, region, type].join('/');

/** Parts of an identifier are texts, numbers, or either of them inside an object: `Schedule/ScheduleId`. */
function identifierOf({ type, primaryIdentifier }: CataloguedKind, properties: JsonObject): string {
  return primaryIdentifier
    .map((path) => {
      const value = path.split('/').reduce<Json | undefined>(memberOf, properties);
      if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
        throw new Error(`${type} needs ${path} as part of its identifier.`);
      return String(value);
    })
    .join('|');
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined;
}
