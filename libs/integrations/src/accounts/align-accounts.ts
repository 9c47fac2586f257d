import { AccountStore, OrganizationStore, type StandingAccount } from '@longshore/database';
import { isInScope, parseRoleArn, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import type { Integration } from '../integration.js';
import { answers, questionOf, scopeOf } from './organization-question.js';
import { memberStandings } from './member-standings.js';
import { namedStandings } from './named-accounts.js';

/** Makes the account rows what configuration and AWS say. It asks nobody; repeating it changes nothing, so a stop halfway heals itself. */
@Injectable()
export class AlignAccounts {
  constructor(
    private readonly accounts: AccountStore,
    private readonly organizations: OrganizationStore,
  ) {}

  async run(tenantId: TenantId, integration: Integration): Promise<void> {
    await this.accounts.align(tenantId, integration.id, await this.standings(tenantId, integration));
  }

  private async standings(tenantId: TenantId, { id, accounts }: Integration): Promise<StandingAccount[]> {
    const held = await this.accounts.all(tenantId, id);
    if (accounts.mode !== 'organization') return namedStandings(accounts, held);
    const question = questionOf(accounts);
    if (question === null) return [];
    const { roleArn } = question;
    const scope = scopeOf(accounts);
    const organization = await this.organizations.get(tenantId, id);
    if (organization?.reading && answers(organization, question)) {
      return memberStandings({ roleArn, scope }, organization.reading, held);
    }
    // Not read yet: nobody's state changes. With no account at all the role's own is better than none.
    const { accountId: awsAccountId } = parseRoleArn(roleArn);
    const isKnown = held.some(({ state }) => state !== 'excluded');
    if (isKnown || organization?.failure == null || !isInScope(awsAccountId, scope)) return [];
    const facts = { awsAccountId, roleArn, name: null, unitId: null, organizationId: null };
    return [{ ...facts, origin: 'organization', standing: { state: 'wanted' } }];
  }
}
