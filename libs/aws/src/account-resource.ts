import { AccountClient, GetAccountInformationCommand } from '@aws-sdk/client-account';
import { type AwsAccount, AwsCallFailed, type ListedResource, parseRoleArn } from '@longshore/domain';
import type { AwsCalls } from './aws-calls.js';
import { type AwsEndpoint, clientOptions } from './client-options.js';
import { ClientPool } from './client-pool.js';
import { homeRegion } from './regions.js';

/** The account itself as a resource: its id is known, its name is asked for where the role may read it. */
export class AccountResource {
  private readonly clients: ClientPool<AccountClient>;

  constructor(
    private readonly calls: AwsCalls,
    endpoint: AwsEndpoint,
  ) {
    this.clients = new ClientPool(
      (region, credentials) => new AccountClient(clientOptions(region, endpoint, credentials)),
    );
  }

  async read(account: AwsAccount, signal: AbortSignal): Promise<ListedResource> {
    const Id = account.awsAccountId;
    return { identifier: Id, properties: { Id, Name: (await this.name(account, signal)) ?? Id } };
  }

  /** Undefined when the role may not ask, or the partition does not answer; then the id has to serve. */
  private async name(account: AwsAccount, signal: AbortSignal): Promise<string | undefined> {
    const region = homeRegion(parseRoleArn(account.roleArn).partition);
    try {
      const { AccountName } = await this.calls.run({ account, region, service: 'account' }, signal, (credentials) =>
        this.clients.of(region, credentials).send(new GetAccountInformationCommand(), { abortSignal: signal }),
      );
      return AccountName;
    } catch (error) {
      if (error instanceof AwsCallFailed && ['denied', 'unsupported'].includes(error.failure.reason)) return undefined;
      throw error;
    }
  }
}
