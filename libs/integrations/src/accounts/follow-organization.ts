import type { OrganizationRow } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import type { Integration } from '../integration.js';
import { AlignAccounts } from './align-accounts.js';
import { questionOf } from './organization-question.js';
import { ReadOrganization } from './read-organization.js';

/** Makes the account rows what the organization says now. */
@Injectable()
export class FollowOrganization {
  constructor(
    private readonly readOrganization: ReadOrganization,
    private readonly alignAccounts: AlignAccounts,
  ) {}

  /** What was read; null for an integration that names its accounts itself, or has no role yet. */
  async run(tenantId: TenantId, integration: Integration, freshness = {}): Promise<OrganizationRow | null> {
    const question = integration.accounts.mode === 'organization' ? questionOf(integration.accounts) : null;
    const organization = question && (await this.readOrganization.run(tenantId, integration, question, freshness));
    await this.alignAccounts.run(tenantId, integration);
    return organization;
  }
}
