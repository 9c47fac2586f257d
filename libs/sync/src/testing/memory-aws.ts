import {
  AwsCallFailed,
  type AwsAccount,
  type AwsAccountId,
  type AwsFailure,
  type Effort,
  type EnabledRegions,
  type JsonObject,
  type Listing,
  ModelDirectory,
  RegionDirectory,
  ResourceSource,
  RoleSessions,
  type ModelPage,
  type ResourcePage,
  type RoleCredentials,
} from '@longshore/domain';

/** An AWS account in memory: resources by region, the same of every kind. */
export class MemoryAws extends ResourceSource {
  readonly regions: { [region: string]: Map<string, JsonObject> } = {};
  /** Accounts that have other resources than that, in every region. */
  readonly accounts: { [awsAccountId: string]: Map<string, JsonObject> } = {};
  /** What can be read, and is on no list. */
  readonly unlisted = new Set<string>();
  /** Where the list of regions comes from. */
  regionSource: EnabledRegions['source'] = 'account';
  /** What lies below each parent, by the parent's name: listed by the resource model `{ Parent }`, in the region of the parents. */
  readonly below = new Map<string, Map<string, JsonObject>>();
  fault: (call: string, parent?: string) => void = () => undefined;
  /** Waited for before each page of a kind. */
  before: (kind: string) => Promise<void> = () => Promise.resolve();
  readonly listed: string[] = [];
  pageSize = 2;
  /** What each page takes. */
  effort: Effort = {};
  /** Refuses every list as to an account that has nothing to show. */
  refused: AwsFailure | undefined;
  /** The action that every enriching read is refused by our own session policy. */
  restricted: string | undefined;

  override async page(
    { awsAccountId }: AwsAccount,
    { kind, region, model }: Listing,
    token: string | null,
  ): Promise<ResourcePage> {
    await this.before(kind);
    const parent = model && String(model['Parent']);
    this.fault(token === null ? 'first page' : 'next page', parent);
    this.listed.push(`${region} ${parent === undefined ? '' : `${parent} `}${token ?? 'start'}`);
    if (this.refused) return { resources: [], nextToken: null, refused: this.refused };
    const found = parent === undefined ? (this.accounts[awsAccountId] ?? this.regions[region]) : this.below.get(parent);
    const known = [...(found ?? new Map<string, JsonObject>())];
    const all = known.filter(([identifier]) => !this.unlisted.has(identifier)).sort();
    const from = token === null ? 0 : all.findIndex(([identifier]) => identifier > token);
    const resources = (from < 0 ? [] : all.slice(from, from + this.pageSize)).map(([identifier, properties]) => ({
      identifier,
      properties,
      ...(this.restricted !== undefined && { restricted: this.restricted }),
    }));
    const last = resources.at(-1)?.identifier;
    const isEnd = last === undefined || last === all.at(-1)?.[0];
    return { resources, nextToken: isEnd ? null : last, effort: this.effort };
  }

  override async read(_account: AwsAccount, { region }: Listing, identifier: string): Promise<JsonObject | null> {
    this.fault('read');
    const below = [...this.below.values()].find((children) => children.has(identifier));
    return this.regions[region]?.get(identifier) ?? below?.get(identifier) ?? null;
  }
}

/** The parents of that account, as many a page as it lists resources. */
export class MemoryModels extends ModelDirectory {
  /** Why there may be others. */
  missed: AwsFailure | undefined;

  constructor(private readonly aws: MemoryAws) {
    super();
  }

  override async page(
    _account: AwsAccount,
    _listing: Pick<Listing, 'region' | 'kind'>,
    token: string | null,
  ): Promise<ModelPage> {
    this.aws.fault(token === null ? 'first parents' : 'next parents');
    const from = Number(token ?? 0);
    const parents = [...this.aws.below.keys()];
    const models = parents.slice(from, from + this.aws.pageSize).map((Parent) => ({ Parent }));
    const next = from + this.aws.pageSize;
    const nextToken = next < parents.length ? String(next) : null;
    return { models, nextToken, ...(this.missed && { missed: this.missed }) };
  }
}

/** Sessions and regions of that account. */
export class MemorySessions extends RoleSessions {
  override async credentials(): Promise<RoleCredentials> {
    return { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't', expiration: new Date(8.64e15) };
  }

  override async identity({ awsAccountId }: AwsAccount): Promise<AwsAccountId> {
    return awsAccountId;
  }

  override forget(): void {
    return undefined;
  }
}

export class MemoryRegions extends RegionDirectory {
  constructor(private readonly aws: MemoryAws) {
    super();
  }

  override async enabled(): Promise<EnabledRegions> {
    return { regions: Object.keys(this.aws.regions), source: this.aws.regionSource, notices: [] };
  }
}

export const denied = (): AwsCallFailed =>
  new AwsCallFailed({ reason: 'denied', awsCode: 'AccessDeniedException', detail: 'no', action: 'sqs:ListQueues' });

export const tokenExpired = (): AwsCallFailed =>
  new AwsCallFailed({ reason: 'transient', awsCode: 'InvalidNextToken', detail: 'expired', isTokenExpired: true });
