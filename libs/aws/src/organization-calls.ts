import {
  type Account,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  type AwsAccount,
  AwsAccountId,
  AwsCallFailed,
  type OrganizationalUnit,
  parseRoleArn,
  type RoleSessions,
} from '@longshore/domain';
import { AwsCalls, type AwsCallsOptions } from './aws-calls.js';
import { type AwsEndpoint, clientOptions } from './client-options.js';
import { ClientPool } from './client-pool.js';
import { homeRegion } from './regions.js';

export type OrganizationOptions = AwsEndpoint & AwsCallsOptions;

interface Page<Item> {
  items: Item[] | undefined;
  next: string | undefined;
}

/** The reads of AWS Organizations, each list with all its pages. Lists may have empty pages before their last. */
export class OrganizationCalls {
  private readonly calls: AwsCalls;
  private readonly clients: ClientPool<OrganizationsClient>;

  constructor(sessions: RoleSessions, options: OrganizationOptions = {}) {
    this.calls = new AwsCalls(sessions, options);
    this.clients = new ClientPool(
      (region, credentials) => new OrganizationsClient(clientOptions(region, options, credentials)),
    );
  }

  async describe(through: AwsAccount, signal: AbortSignal): Promise<{ id: string; managementAccountId: AwsAccountId }> {
    const { Organization } = await this.send(through, signal, (client) =>
      client.send(new DescribeOrganizationCommand(), { abortSignal: signal }),
    );
    return { id: required(Organization?.Id), managementAccountId: AwsAccountId.parse(Organization?.MasterAccountId) };
  }

  accounts(through: AwsAccount, signal: AbortSignal): Promise<Account[]> {
    return this.pages(through, signal, async (client, NextToken) => {
      const answer = await client.send(new ListAccountsCommand({ NextToken }), { abortSignal: signal });
      return { items: answer.Accounts, next: answer.NextToken };
    });
  }

  accountsOf(through: AwsAccount, ParentId: string, signal: AbortSignal): Promise<Account[]> {
    return this.pages(through, signal, async (client, NextToken) => {
      const command = new ListAccountsForParentCommand({ ParentId, NextToken });
      const answer = await client.send(command, { abortSignal: signal });
      return { items: answer.Accounts, next: answer.NextToken };
    });
  }

  async unitsOf(through: AwsAccount, ParentId: string, signal: AbortSignal): Promise<OrganizationalUnit[]> {
    const units = await this.pages(through, signal, async (client, NextToken) => {
      const command = new ListOrganizationalUnitsForParentCommand({ ParentId, NextToken });
      const answer = await client.send(command, { abortSignal: signal });
      return { items: answer.OrganizationalUnits, next: answer.NextToken };
    });
    return units.map(({ Id, Name }) => ({ id: required(Id), name: Name ?? '', parentId: ParentId }));
  }

  async roots(through: AwsAccount, signal: AbortSignal): Promise<OrganizationalUnit[]> {
    const roots = await this.pages(through, signal, async (client, NextToken) => {
      const answer = await client.send(new ListRootsCommand({ NextToken }), { abortSignal: signal });
      return { items: answer.Roots, next: answer.NextToken };
    });
    return roots.map(({ Id, Name }) => ({ id: required(Id), name: Name ?? '', parentId: null }));
  }

  private async pages<Item>(
    through: AwsAccount,
    signal: AbortSignal,
    send: (client: OrganizationsClient, token: string | undefined) => Promise<Page<Item>>,
  ): Promise<Item[]> {
    const found: Item[] = [];
    const tokens = new Set<string>();
    for (let token: string | undefined; ; ) {
      const { items, next } = await this.send(through, signal, (client) => send(client, token));
      found.push(...(items ?? []));
      if (!next) return found;
      if (tokens.has(next)) throw incomplete('RepeatedToken', 'AWS answered a page token for the second time.');
      tokens.add(next);
      token = next;
    }
  }

  private send<Answer>(
    through: AwsAccount,
    signal: AbortSignal,
    send: (client: OrganizationsClient) => Promise<Answer>,
  ): Promise<Answer> {
    const region = homeRegion(parseRoleArn(through.roleArn).partition);
    return this.calls.run({ account: through, region, service: 'organizations' }, signal, (credentials) =>
      send(this.clients.of(region, credentials)),
    );
  }
}

function required(id: string | undefined): string {
  if (id) return id;
  throw incomplete('IncompleteAnswer', 'AWS Organizations answered without an id.');
}

function incomplete(awsCode: string, detail: string): AwsCallFailed {
  return new AwsCallFailed({ reason: 'truncated', awsCode, detail });
}
