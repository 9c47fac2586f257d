import { Injectable } from '@nestjs/common';
import type {
  AwsAccountId,
  IntegrationId,
  JsonObject,
  MemberAccount,
  OrganizationalUnit,
  OrganizationReading,
  RoleArn,
  TenantId,
} from '@longshore/domain';
import type { Organization, Prisma } from '../generated/client.js';
import { TenantPrisma } from './tenant-prisma.js';

/** What a reading is asked with. */
export interface OrganizationQuestion {
  roleArn: RoleArn;
  unitIds: string[];
}

export interface OrganizationRow extends OrganizationQuestion {
  /** The last reading that succeeded; null before the first. */
  reading: (OrganizationReading & { readAt: Date }) | null;
  /** Why the last reading failed; null when it succeeded. */
  failure: { detail: string; remedy: string; at: Date } | null;
}

/** The organization of each integration, as it was last read. */
@Injectable()
export class OrganizationStore {
  constructor(private readonly tenants: TenantPrisma) {}

  async get(tenantId: TenantId, integrationId: IntegrationId): Promise<OrganizationRow | null> {
    const key = { tenantId_integrationId: { tenantId, integrationId } };
    const row = await this.tenants.transaction(tenantId, (prisma) => prisma.organization.findUnique({ where: key }));
    return row && organizationRow(row);
  }

  /** Replaces what was read before. */
  saveReading(
    tenantId: TenantId,
    integrationId: IntegrationId,
    question: OrganizationQuestion,
    { accounts, units, ...reading }: OrganizationReading,
  ): Promise<OrganizationRow> {
    const answer = {
      ...reading,
      accounts: accounts as unknown as JsonObject[],
      units: units as unknown as JsonObject[],
      readAt: new Date(),
      failedAt: null,
      failure: null,
      remedy: null,
    };
    return this.save(tenantId, integrationId, question, { ...question, ...answer });
  }

  /** Keeps what was read before. */
  saveFailure(
    tenantId: TenantId,
    integrationId: IntegrationId,
    question: OrganizationQuestion,
    { detail, remedy }: { detail: string; remedy: string },
  ): Promise<OrganizationRow> {
    return this.save(tenantId, integrationId, question, { failure: detail, remedy, failedAt: new Date() });
  }

  private async save(
    tenantId: TenantId,
    integrationId: IntegrationId,
    question: OrganizationQuestion,
    change: Omit<Prisma.OrganizationUncheckedCreateInput, 'tenantId' | 'integrationId' | keyof OrganizationQuestion> &
      Partial<OrganizationQuestion>,
  ): Promise<OrganizationRow> {
    const row = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.organization.upsert({
        where: { tenantId_integrationId: { tenantId, integrationId } },
        create: { tenantId, integrationId, ...question, ...change },
        update: change,
      }),
    );
    return organizationRow(row);
  }
}

function organizationRow(row: Organization): OrganizationRow {
  const { organizationId, managementAccountId, isWhole, readAt, failure, remedy, failedAt } = row;
  const isRead = organizationId !== null && managementAccountId !== null && readAt !== null;
  return {
    roleArn: row.roleArn as RoleArn,
    unitIds: row.unitIds,
    reading: isRead
      ? {
          organizationId,
          managementAccountId: managementAccountId as AwsAccountId,
          isWhole,
          accounts: row.accounts as unknown as MemberAccount[],
          units: row.units as unknown as OrganizationalUnit[],
          notices: row.notices as string[],
          readAt,
        }
      : null,
    failure: failure === null || failedAt === null ? null : { detail: failure, remedy: remedy ?? '', at: failedAt },
  };
}
