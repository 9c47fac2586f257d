import { Injectable } from '@nestjs/common';
import {
  NotFound,
  type AccountId,
  type AccountState,
  type EnabledRegions,
  type IntegrationId,
  type TenantId,
} from '@longshore/domain';
import { accountRow, type AccountRow, type StandingAccount } from './account-row.js';
import { page, take, type Page, type PageRequest } from './page.js';
import { TenantPrisma } from './tenant-prisma.js';

/** An account whose role AWS refused, and its words. */
export interface RefusedAccount {
  id: AccountId;
  detail: string;
}

/** The AWS accounts that integrations reach; one row per integration and account, never deleted: the ledger points at it. */
@Injectable()
export class AccountStore {
  constructor(private readonly tenants: TenantPrisma) {}

  /**
   * Adds accounts and brings those that exist to their standing. A wanted one keeps its state, unless it comes back or has another
   * role than before: then it is pending. `stateSince` moves only when the state does, and what does not change is not written.
   */
  async align(tenantId: TenantId, integrationId: IntegrationId, accounts: StandingAccount[]): Promise<void> {
    const rows = JSON.stringify(accounts.map(({ standing, ...account }) => ({ ...account, ...standing })));
    await this.tenants.transaction(
      tenantId,
      (prisma) => prisma.$executeRaw`
        insert into app.account as held
          (tenant_id, id, integration_id, aws_account_id, role_arn, origin, name, unit_id, organization_id, state, state_detail,
           gone_since)
        select ${tenantId}::uuid, gen_random_uuid(), ${integrationId}::uuid, "awsAccountId", "roleArn", origin, name, "unitId",
          "organizationId", case state when 'wanted' then 'pending' else state end, detail, case when "isGone" then now() end
        from jsonb_to_recordset(${rows}::jsonb) as standing ("awsAccountId" text, "roleArn" text, origin text, name text,
          "unitId" text, "organizationId" text, state text, detail text, "isGone" boolean)
        order by "awsAccountId"
        on conflict (tenant_id, integration_id, aws_account_id) do update set
          role_arn = excluded.role_arn, origin = excluded.origin, name = excluded.name, unit_id = excluded.unit_id,
          organization_id = excluded.organization_id,
          (state, state_since, state_detail, gone_since) = (
            select next, case when next = held.state then held.state_since else now() end,
              case when next = held.state and excluded.state = 'pending' then held.state_detail else excluded.state_detail end,
              case when excluded.gone_since is not null then coalesce(held.gone_since, excluded.gone_since) end
            from (select case when excluded.state <> 'pending' then excluded.state
                when held.role_arn <> excluded.role_arn or held.state in ('excluded', 'suspended', 'left') then 'pending'
                else held.state end as next) as moved)
        where (held.role_arn, held.origin, held.name, held.unit_id, held.organization_id) is distinct from
            (excluded.role_arn, excluded.origin, excluded.name, excluded.unit_id, excluded.organization_id)
          or excluded.state = 'pending' and held.state in ('excluded', 'suspended', 'left')
          or excluded.state <> 'pending' and (held.state, held.state_detail, held.gone_since is null) is distinct from
            (excluded.state, excluded.state_detail, excluded.gone_since is null)`,
    );
  }

  /** Every account of the integration by AWS account id, those that are not synced included. */
  async all(tenantId: TenantId, integrationId: IntegrationId): Promise<AccountRow[]> {
    const accounts = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.account.findMany({ where: { tenantId, integrationId }, orderBy: { awsAccountId: 'asc' } }),
    );
    return accounts.map(accountRow);
  }

  async get(tenantId: TenantId, id: AccountId): Promise<AccountRow | null> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const account = await prisma.account.findUnique({ where: { tenantId_id: { tenantId, id } } });
      return account && accountRow(account);
    });
  }

  /** By AWS account id, of one state or of all. */
  async list(
    tenantId: TenantId,
    integrationId: IntegrationId,
    { state, ...request }: PageRequest & { state?: AccountState | undefined } = {},
  ): Promise<Page<AccountRow>> {
    const after = request.cursor === undefined ? {} : { awsAccountId: { gt: request.cursor } };
    const accounts = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.account.findMany({
        where: { tenantId, integrationId, ...(state && { state }), ...after },
        orderBy: { awsAccountId: 'asc' },
        take: take(request),
      }),
    );
    return page(accounts.map(accountRow), request, (account) => account.awsAccountId);
  }

  /** The roles of these accounts were assumed: they are active, unless they were taken out of the integration meanwhile. */
  async reached(tenantId: TenantId, ids: AccountId[]): Promise<void> {
    await this.tenants.transaction(
      tenantId,
      (prisma) => prisma.$executeRaw`
        update app.account set reached_at = now(), state = 'active', state_detail = null,
          state_since = case state when 'active' then state_since else now() end
        where tenant_id = ${tenantId}::uuid and id = any(${ids}::uuid[]) and state not in ('excluded', 'suspended', 'left')`,
    );
  }

  /** AWS refused the roles of these accounts: those that could be assumed before are lost, the others were never reachable. */
  async refused(tenantId: TenantId, accounts: RefusedAccount[]): Promise<void> {
    await this.tenants.transaction(
      tenantId,
      (prisma) => prisma.$executeRaw`
        update app.account set state_detail = refused.detail,
          (state, state_since) = (
            select next, case when next = account.state then account.state_since else now() end
            from (select case when account.reached_at is null then 'never_reachable' else 'role_lost' end as next) as moved)
        from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as refused (id uuid, detail text)
        where tenant_id = ${tenantId}::uuid and account.id = refused.id and state not in ('excluded', 'suspended', 'left')`,
    );
  }

  /** Remembers the regions just read from AWS. Throws NotFound. */
  async setRegions(tenantId: TenantId, id: AccountId, { regions, source, notices }: EnabledRegions): Promise<void> {
    const { count } = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.account.updateMany({
        where: { tenantId, id },
        data: { regions: { regions, source, notices }, regionsAt: new Date() },
      }),
    );
    if (count === 0) throw new NotFound('Account');
  }
}
