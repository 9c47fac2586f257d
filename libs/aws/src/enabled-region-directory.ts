import { AccountClient, ListRegionsCommand, type Region } from '@aws-sdk/client-account';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  type AwsAccount,
  AwsCallFailed,
  type EnabledRegions,
  parseRoleArn,
  RegionDirectory,
  type RoleSessions,
} from '@longshore/domain';
import { AwsCalls } from './aws-calls.js';
import { type AwsEndpoint, clientOptions } from './client-options.js';
import { ClientPool } from './client-pool.js';
import { homeRegion, regionsEnabledByDefault } from './regions.js';
import type { RetrySchedule } from './retrying.js';

export interface RegionDirectoryOptions extends AwsEndpoint {
  schedule?: RetrySchedule;
}

const NEVER = new AbortController().signal;

/** Asks the Account API, then EC2; a role that may ask neither gets the regions that are enabled in every account. */
export class EnabledRegionDirectory extends RegionDirectory {
  private readonly calls: AwsCalls;
  private readonly accountClients: ClientPool<AccountClient>;
  private readonly ec2Clients: ClientPool<EC2Client>;

  constructor(sessions: RoleSessions, options: RegionDirectoryOptions = {}) {
    super();
    this.calls = new AwsCalls(sessions, options);
    this.accountClients = new ClientPool(
      (region, credentials) => new AccountClient(clientOptions(region, options, credentials)),
    );
    this.ec2Clients = new ClientPool(
      (region, credentials) => new EC2Client(clientOptions(region, options, credentials)),
    );
  }

  override async enabled(account: AwsAccount, signal: AbortSignal = NEVER): Promise<EnabledRegions> {
    const { partition } = parseRoleArn(account.roleArn);
    const notices: string[] = [];
    const fromAccount = await orNotice(this.fromAccount(account, homeRegion(partition), signal), notices);
    if (fromAccount) return { regions: fromAccount.sort(), source: 'account', notices };
    const fromEc2 = await orNotice(this.fromEc2(account, homeRegion(partition), signal), notices);
    if (fromEc2) return { regions: fromEc2.sort(), source: 'ec2', notices };
    return { regions: regionsEnabledByDefault(partition).sort(), source: 'fixed', notices };
  }

  private async fromAccount(account: AwsAccount, region: string, signal: AbortSignal): Promise<string[]> {
    const regions: Region[] = [];
    let NextToken: string | undefined;
    do {
      const command = new ListRegionsCommand({
        RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
        ...(NextToken && { NextToken }),
      });
      const answer = await this.calls.run({ account, region, service: 'account' }, signal, (credentials) =>
        this.accountClients.of(region, credentials).send(command, { abortSignal: signal }),
      );
      regions.push(...(answer.Regions ?? []));
      NextToken = answer.NextToken;
    } while (NextToken);
    return regions.flatMap(({ RegionName }) => RegionName ?? []);
  }

  /** Without AllRegions the answer holds the enabled ones only. */
  private async fromEc2(account: AwsAccount, region: string, signal: AbortSignal): Promise<string[]> {
    const { Regions } = await this.calls.run({ account, region, service: 'ec2' }, signal, (credentials) =>
      this.ec2Clients.of(region, credentials).send(new DescribeRegionsCommand(), { abortSignal: signal }),
    );
    return (Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []);
  }
}

/** A lost session or a caller that gave up is no reason to guess regions. */
async function orNotice(asked: Promise<string[]>, notices: string[]): Promise<string[] | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof AwsCallFailed)) throw error;
    if (['auth-lost', 'cancelled', 'timed-out'].includes(error.failure.reason)) throw error;
    notices.push(`${error.failure.action ?? 'The list of regions'} failed (${error.message}).`);
    return null;
  }
}
