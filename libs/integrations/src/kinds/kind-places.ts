import { AccountStore, type AccountRow, type KindPlace } from '@longshore/database';
import { type AwsAccount, type IntegrationId, RegionDirectory, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { sessionFor } from '../accounts/account-session.js';

/** An account that is read, and the regions that it has. */
export interface ReadAccount {
  session: AwsAccount;
  places: KindPlace[];
}

/** Where the types of an integration's accounts are registered: each region has a registry of its own. */
@Injectable()
export class KindPlaces {
  constructor(
    private readonly accounts: AccountStore,
    private readonly regions: RegionDirectory,
  ) {}

  /** The accounts whose roles work, and with them those that may work again. */
  async accountsOf(tenantId: TenantId, integrationId: IntegrationId) {
    const rows = await this.accounts.all(tenantId, integrationId);
    const held = rows.filter(({ state }) => !['excluded', 'suspended', 'left'].includes(state));
    return { active: held.filter(({ state }) => state === 'active'), held };
  }

  /** As the last sync found the regions; asks AWS before the first. Throws AssumeRoleDenied and AwsCallFailed. */
  async of(tenantId: TenantId, row: AccountRow, signal: AbortSignal): Promise<ReadAccount> {
    const session = sessionFor(tenantId, row, 'kinds');
    const { regions } = row.regions ?? (await this.regions.enabled(session, signal));
    return { session, places: regions.map((region) => ({ awsAccountId: row.awsAccountId, region })) };
  }
}
