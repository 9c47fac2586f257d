import { AccountStore, IntegrationStore } from '@longshore/database';
import { type IntegrationId, NotFound, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { integrationOf } from '../integration.js';
import { FollowOrganization } from './follow-organization.js';
import { nameAccounts } from './name-accounts.js';
import { ProbeAccounts } from './probe-accounts.js';
import { noticesOf } from './reading-notices.js';

/** Brings the accounts of an integration up to date before they are synced: reads the organization and tries what is new. */
@Injectable()
export class RefreshAccounts {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly accounts: AccountStore,
    private readonly followOrganization: FollowOrganization,
    private readonly probeAccounts: ProbeAccounts,
  ) {}

  /** Sentences for the tenant about what could not be read. Throws NotFound, and nothing for what AWS says. */
  async run(tenantId: TenantId, integrationId: IntegrationId): Promise<string[]> {
    const row = await this.integrations.get(tenantId, integrationId);
    if (!row) throw new NotFound('Integration');
    const organization = await this.followOrganization.run(tenantId, integrationOf(row));
    if (organization === null) return [];
    const notices = noticesOf(organization);
    const accounts = await this.accounts.all(tenantId, integrationId);
    // Named accounts are tried by their account syncs, whose failure the tenant has to see.
    const untried = accounts.filter(
      ({ state, origin }) => origin === 'organization' && (state === 'pending' || state === 'never_reachable'),
    );
    const { refused, unanswered } = await this.probeAccounts.run(tenantId, untried);
    const left = [...refused, ...unanswered.filter(({ account }) => account.state === 'never_reachable')];
    const ids = left.map(({ account }) => account.awsAccountId).sort();
    if (ids.length > 0) notices.push(`Not synced, because their role cannot be assumed: ${nameAccounts(ids)}.`);
    return notices;
  }
}
