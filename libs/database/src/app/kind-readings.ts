import { Injectable } from '@nestjs/common';
import type { AwsAccountId, IntegrationId, TenantId } from '@longshore/domain';
import { SystemDatabase } from '../connection/system-database.js';
import type { KindReading } from '../generated/client.js';
import { TenantPrisma } from './tenant-prisma.js';

/** One region of an account. */
export interface KindPlace {
  awsAccountId: AwsAccountId;
  region: string;
}

export interface KindReadingRow extends KindPlace {
  /** Names of the last reading that succeeded. */
  kinds: string[];
  /** When that was; null before the first. */
  readAt: Date | null;
  /** Why the last reading failed; null when it succeeded. */
  failure: { detail: string; remedy: string; at: Date } | null;
}

/** A worker that ended halfway leaves the rest to another one after this time. */
const CLAIMED = '1 hour';

const EVERY_MS = 24 * 60 * 60 * 1000;

/** When the own types of accounts were read, and when they are to be read next. */
@Injectable()
export class KindReadings {
  constructor(
    private readonly tenants: TenantPrisma,
    private readonly system: SystemDatabase,
  ) {}

  /** Integrations whose accounts are to be read, each given to one caller. */
  async claimDue(limit: number): Promise<{ tenantId: TenantId; integrationId: IntegrationId }[]> {
    return this.system.transaction((transaction) =>
      transaction.rows(
        `update app.integration i set kinds_due_at = now() + interval '${CLAIMED}'
         from (select tenant_id, id from app.integration where state = 'active' and kinds_due_at <= now()
               order by kinds_due_at limit $1 for update skip locked) due
         where i.tenant_id = due.tenant_id and i.id = due.id
         returning i.tenant_id as "tenantId", i.id as "integrationId"`,
        [limit],
      ),
    );
  }

  /** Of one account, or of all; by account and region. */
  async all(tenantId: TenantId, integrationId: IntegrationId, awsAccountId?: AwsAccountId): Promise<KindReadingRow[]> {
    const account = awsAccountId === undefined ? {} : { awsAccountId };
    const rows = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.kindReading.findMany({
        where: { tenantId, integrationId, ...account },
        orderBy: [{ awsAccountId: 'asc' }, { region: 'asc' }],
      }),
    );
    return rows.map(readingRow);
  }

  async succeeded(
    tenantId: TenantId,
    integrationId: IntegrationId,
    { awsAccountId, region }: KindPlace,
    kinds: string[],
  ): Promise<void> {
    const place = { tenantId, integrationId, awsAccountId, region };
    const change = { kinds, readAt: new Date(), failedAt: null, failure: null, remedy: null };
    await this.save(place, change, change);
  }

  /** What was read before stays. */
  async failed(
    tenantId: TenantId,
    integrationId: IntegrationId,
    { awsAccountId, region }: KindPlace,
    { detail, remedy }: { detail: string; remedy: string },
  ): Promise<void> {
    const place = { tenantId, integrationId, awsAccountId, region };
    const change = { failure: detail, remedy, failedAt: new Date() };
    await this.save(place, { kinds: [], ...change }, change);
  }

  /** Everything was asked, whatever it answered: forgets the accounts that are not among these, and is due again tomorrow. */
  async done(tenantId: TenantId, integrationId: IntegrationId, awsAccountIds: AwsAccountId[]): Promise<void> {
    await this.tenants.transaction(tenantId, async (prisma) => {
      await prisma.kindReading.deleteMany({
        where: { tenantId, integrationId, awsAccountId: { notIn: awsAccountIds } },
      });
      await prisma.integration.updateMany({
        where: { tenantId, id: integrationId },
        data: { kindsDueAt: new Date(Date.now() + EVERY_MS) },
      });
    });
  }

  async dueAtOnce(tenantId: TenantId, integrationId: IntegrationId): Promise<void> {
    await this.tenants.transaction(tenantId, (prisma) =>
      prisma.integration.updateMany({ where: { tenantId, id: integrationId }, data: { kindsDueAt: new Date() } }),
    );
  }

  private async save(
    place: { tenantId: TenantId; integrationId: IntegrationId } & KindPlace,
    create: Omit<KindReading, keyof typeof place | 'readAt'> & { readAt?: Date },
    update: Partial<KindReading>,
  ): Promise<void> {
    await this.tenants.transaction(place.tenantId, (prisma) =>
      prisma.kindReading.upsert({
        where: { tenantId_integrationId_awsAccountId_region: place },
        create: { ...place, ...create },
        update,
      }),
    );
  }
}

function readingRow({ awsAccountId, region, kinds, readAt, failedAt, failure, remedy }: KindReading): KindReadingRow {
  return {
    awsAccountId: awsAccountId as AwsAccountId,
    region,
    kinds,
    readAt,
    failure: failure === null || failedAt === null ? null : { detail: failure, remedy: remedy ?? '', at: failedAt },
  };
}
