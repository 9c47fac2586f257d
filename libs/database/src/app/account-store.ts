import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFound, type AccountId, type EnabledRegions, type IntegrationId, type TenantId } from '@longshore/domain';
import { accountRow, type AccountRow, type AccountState, type ReachedAccount } from './account-row.js';
import { page, take, type Page, type PageRequest } from './page.js';
import { TenantPrisma } from './tenant-prisma.js';

/** The AWS accounts that integrations reach; one row per integration and account, never deleted: the ledger points at it. */
@Injectable()
export class AccountStore {
  constructor(private readonly tenants: TenantPrisma) {}

  /** Adds the account, or updates its role. Another role than before, or a return after `left`, makes it pending again. */
  async upsert(tenantId: TenantId, account: ReachedAccount): Promise<AccountRow> {
    const { integrationId, awsAccountId, roleArn, origin } = account;
    return this.tenants.transaction(tenantId, async (prisma) => {
      const [{ id } = { id: '' }] = await prisma.$queryRaw<{ id: string }[]>`
        insert into app.account as held (tenant_id, id, integration_id, aws_account_id, role_arn, origin, state)
        values (${tenantId}::uuid, ${randomUUID()}::uuid, ${integrationId}::uuid, ${awsAccountId}, ${roleArn}, ${origin}, 'pending')
        on conflict (tenant_id, integration_id, aws_account_id) do update set
          role_arn = excluded.role_arn,
          origin = excluded.origin,
          (state, state_since, state_detail) = (
            select * from (values (held.state, held.state_since, held.state_detail)) as same
            where held.role_arn = excluded.role_arn and held.state <> 'left'
            union all
            select 'pending', now(), null where held.role_arn <> excluded.role_arn or held.state = 'left')
        returning id`;
      return accountRow(await prisma.account.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id } } }));
    });
  }

  async get(tenantId: TenantId, id: AccountId): Promise<AccountRow | null> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const account = await prisma.account.findUnique({ where: { tenantId_id: { tenantId, id } } });
      return account && accountRow(account);
    });
  }

  /** By AWS account id, those that left included. */
  async list(tenantId: TenantId, integrationId: IntegrationId, request: PageRequest = {}): Promise<Page<AccountRow>> {
    const after = request.cursor === undefined ? {} : { awsAccountId: { gt: request.cursor } };
    const accounts = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.account.findMany({
        where: { tenantId, integrationId, ...after },
        orderBy: { awsAccountId: 'asc' },
        take: take(request),
      }),
    );
    return page(accounts.map(accountRow), request, (account) => account.awsAccountId);
  }

  /** `stateSince` moves only when the state does. Throws NotFound. */
  async setState(
    tenantId: TenantId,
    id: AccountId,
    state: AccountState,
    detail: string | null = null,
  ): Promise<AccountRow> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      await prisma.account.updateMany({
        where: { tenantId, id, state: { not: state } },
        data: { state, stateSince: new Date() },
      });
      const { count } = await prisma.account.updateMany({ where: { tenantId, id }, data: { stateDetail: detail } });
      if (count === 0) throw new NotFound('Account');
      return accountRow(await prisma.account.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id } } }));
    });
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
