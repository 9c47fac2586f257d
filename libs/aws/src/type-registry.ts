import {
  CloudFormationClient,
  DescribeTypeCommand,
  type DescribeTypeOutput,
  ListTypesCommand,
  type ListTypesInput,
  type TypeSummary,
} from '@aws-sdk/client-cloudformation';
import {
  type AwsAccount,
  AwsCallFailed,
  type KindDescription,
  type KindOrigin,
  KindRegistry,
  type RegisteredKind,
  type RoleSessions,
} from '@longshore/domain';
import { AwsCalls, type AwsCallsOptions } from './aws-calls.js';
import { type AwsEndpoint, clientOptions } from './client-options.js';
import { ClientPool } from './client-pool.js';

export type TypeRegistryOptions = AwsEndpoint & AwsCallsOptions;

/** Cloud Control takes these two; without one of them ListTypes lists the first only (CloudFormation API Reference). */
const PROVISIONED = ['FULLY_MUTABLE', 'IMMUTABLE'] as const;

const PAGE = 100;

/** What is visible to the account alone, and what it has activated of others' types. */
const LISTINGS: ListTypesInput[] = PROVISIONED.flatMap((ProvisioningType) => [
  { Type: 'RESOURCE', Visibility: 'PRIVATE', DeprecatedStatus: 'LIVE', ProvisioningType, MaxResults: PAGE },
  {
    Type: 'RESOURCE',
    Visibility: 'PUBLIC',
    Filters: { Category: 'ACTIVATED' },
    ProvisioningType,
    MaxResults: PAGE,
  },
]);

/** Asks CloudFormation: ListTypes, to its last page, and DescribeType. */
export class TypeRegistry extends KindRegistry {
  private readonly calls: AwsCalls;
  private readonly clients: ClientPool<CloudFormationClient>;

  constructor(sessions: RoleSessions, options: TypeRegistryOptions = {}) {
    super();
    this.calls = new AwsCalls(sessions, options);
    this.clients = new ClientPool(
      (region, credentials) => new CloudFormationClient(clientOptions(region, options, credentials)),
    );
  }

  override async list(account: AwsAccount, region: string, signal: AbortSignal): Promise<RegisteredKind[]> {
    const found = new Map<string, RegisteredKind>();
    for (const listing of LISTINGS) {
      const types = await this.pages(account, region, listing, signal);
      for (const type of types.filter(isOwn)) {
        const name = type.TypeName ?? '';
        found.set(name, { name, origin: originOf(type), version: versionOf(type) });
      }
    }
    return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  override async describe(
    account: AwsAccount,
    region: string,
    name: string,
    signal: AbortSignal,
  ): Promise<KindDescription | null> {
    const command = new DescribeTypeCommand({ Type: 'RESOURCE', TypeName: name });
    try {
      const answer = await this.send(account, region, signal, (client) =>
        client.send(command, { abortSignal: signal }),
      );
      if (answer.ProvisioningType === 'NON_PROVISIONABLE' || answer.Schema === undefined) return null;
      return { name, origin: originOf(answer), schema: answer.Schema };
    } catch (error) {
      if (error instanceof AwsCallFailed && error.failure.awsCode === 'TypeNotFoundException') return null;
      throw error;
    }
  }

  private async pages(
    account: AwsAccount,
    region: string,
    listing: ListTypesInput,
    signal: AbortSignal,
  ): Promise<TypeSummary[]> {
    const types: TypeSummary[] = [];
    const tokens = new Set<string>();
    for (let NextToken: string | undefined; ; ) {
      const command = new ListTypesCommand({ ...listing, NextToken });
      const answer = await this.send(account, region, signal, (client) =>
        client.send(command, { abortSignal: signal }),
      );
      types.push(...(answer.TypeSummaries ?? []));
      if (!answer.NextToken) return types;
      if (tokens.has(answer.NextToken)) throw repeated();
      tokens.add(answer.NextToken);
      NextToken = answer.NextToken;
    }
  }

  private send<Answer>(
    account: AwsAccount,
    region: string,
    signal: AbortSignal,
    send: (client: CloudFormationClient) => Promise<Answer>,
  ): Promise<Answer> {
    return this.calls.run({ account, region, service: 'cloudformation' }, signal, (credentials) =>
      send(this.clients.of(region, credentials)),
    );
  }
}

/** AWS's own types are the public catalogue's, and count as activated everywhere. */
function isOwn({ TypeName = '' }: TypeSummary): boolean {
  return TypeName !== '' && !TypeName.startsWith('AWS::');
}

/** Of a third-party type AWS tells the publisher; an activated one may have an alias for its name. */
function originOf(type: TypeSummary): Exclude<KindOrigin, 'aws'>;
function originOf(type: DescribeTypeOutput): KindOrigin;
function originOf(type: TypeSummary | DescribeTypeOutput): KindOrigin {
  if (type.TypeName?.startsWith('AWS::')) return 'aws';
  return type.PublisherId !== undefined || type.IsActivated === true ? 'activated' : 'private';
}

function versionOf({ DefaultVersionId, PublicVersionNumber, LastUpdated }: TypeSummary): string {
  return [DefaultVersionId ?? PublicVersionNumber ?? '', LastUpdated?.toISOString() ?? ''].join(' ');
}

/** Such a listing would never end. */
function repeated(): AwsCallFailed {
  const detail = 'AWS answered a page token for the second time.';
  return new AwsCallFailed({ reason: 'truncated', awsCode: 'RepeatedToken', detail });
}
