import { Injectable } from '@nestjs/common';
import { NotFound, type TenantId } from '@longshore/domain';
import type { Prisma } from '../generated/client.js';
import { isUniqueViolation } from './unique-violation.js';
import { page, take, type Page, type PageRequest } from './page.js';
import { bytes } from './bytes.js';
import { PortOrganizationTaken, VersionMismatch } from './store-errors.js';
import { SystemPrisma } from './system-prisma.js';
import { TenantPrisma } from './tenant-prisma.js';
import { tenantRow, type NewTenant, type TenantChange, type TenantRow, type TenantState } from './tenant-row.js';

export interface TenantIssuer {
  id: TenantId;
  issuerUrl: string;
}

/** Tenants. A deleted one keeps its row as a tombstone, so that its id and issuer are never given out again. */
@Injectable()
export class TenantStore {
  constructor(
    private readonly tenants: TenantPrisma,
    private readonly system: SystemPrisma,
  ) {}

  /** Throws PortOrganizationTaken. */
  async create(tenant: NewTenant): Promise<TenantRow> {
    const { settings = {}, ...columns } = tenant;
    try {
      return await this.tenants.transaction(tenant.id, async (prisma) =>
        tenantRow(await prisma.tenant.create({ data: { ...columns, dek: bytes(tenant.dek), settings } })),
      );
    } catch (error) {
      if (isUniqueViolation(error, 'tenant_port_org_id_live')) throw new PortOrganizationTaken(tenant.portOrgId);
      throw error;
    }
  }

  async get(tenantId: TenantId): Promise<TenantRow | null> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const tenant = await prisma.tenant.findUnique({ where: { id: tenantId } });
      return tenant && tenantRow(tenant);
    });
  }

  /** All tenants by id, tombstones included. */
  async list(request: PageRequest = {}): Promise<Page<TenantRow>> {
    const tenants = await this.system.transaction((prisma) =>
      prisma.tenant.findMany({
        where: request.cursor === undefined ? {} : { id: { gt: request.cursor } },
        orderBy: { id: 'asc' },
        take: take(request),
      }),
    );
    return page(tenants.map(tenantRow), request, (tenant) => tenant.id);
  }

  /** The issuers that are to be served: those of tenants neither deleting nor deleted. */
  async issuers(): Promise<TenantIssuer[]> {
    const tenants = await this.system.transaction((prisma) =>
      prisma.tenant.findMany({
        where: { state: { in: ['active', 'suspended'] } },
        select: { id: true, issuerUrl: true },
        orderBy: { id: 'asc' },
      }),
    );
    return tenants.map(({ id, issuerUrl }) => ({ id: id as TenantId, issuerUrl }));
  }

  /** Throws NotFound for a tenant that is unknown, deleting or deleted, and VersionMismatch when `expectedVersion` has passed. */
  async update(tenantId: TenantId, change: TenantChange, expectedVersion?: number): Promise<TenantRow> {
    const { switches = {}, ...columns } = change;
    return this.tenants.transaction(tenantId, async (prisma) => {
      await prisma.$queryRaw`select 1 from app.tenant where id = ${tenantId}::uuid for update`;
      const found = await prisma.tenant.findUnique({ where: { id: tenantId } });
      if (!found || found.state === 'deleting' || found.state === 'deleted') throw new NotFound('Tenant');
      if (expectedVersion !== undefined && expectedVersion !== found.version) {
        throw new VersionMismatch('The tenant', expectedVersion, found.version);
      }
      const data = { ...columns, ...switches, version: { increment: 1 } };
      return tenantRow(await prisma.tenant.update({ where: { id: tenantId }, data }));
    });
  }

  /** From here on the issuer answers 404 and nothing new starts. The last word on the entities holds; throws NotFound. */
  async markDeleting(tenantId: TenantId, entities: 'keep' | 'delete' = 'keep'): Promise<TenantRow> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      // The clock of the database, which operations are dated by.
      await prisma.$executeRaw`update app.tenant set removal_asked_at = case when ${entities} = 'delete' then now() end
        where id = ${tenantId}::uuid and state <> 'deleted'`;
      return moved(prisma, tenantId, ['active', 'suspended'], { state: 'deleting' });
    });
  }

  /** The last step: destroys the data key, and with it everything that was sealed for the tenant. Throws NotFound. */
  async markDeleted(tenantId: TenantId): Promise<TenantRow> {
    const data = { state: 'deleted', deletedAt: new Date(), dek: null, dekKek: null } as const;
    return this.tenants.transaction(tenantId, (prisma) => moved(prisma, tenantId, ['deleting'], data));
  }
}

async function moved(
  prisma: Prisma.TransactionClient,
  tenantId: TenantId,
  from: TenantState[],
  data: { state: TenantState; deletedAt?: Date; dek?: null; dekKek?: null },
): Promise<TenantRow> {
  await prisma.tenant.updateMany({
    where: { id: tenantId, state: { in: from } },
    data: { ...data, version: { increment: 1 } },
  });
  const tenant = await prisma.tenant.findUnique({ where: { id: tenantId } });
  if (tenant?.state !== data.state) throw new NotFound('Tenant');
  return tenantRow(tenant);
}
