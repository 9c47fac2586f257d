import { Injectable } from '@nestjs/common';
import { Conflict, NotFound, type IntegrationId, type TenantId } from '@longshore/domain';
import type { Prisma } from '../generated/client.js';
import {
  integrationRow,
  type IntegrationChange,
  type IntegrationRow,
  type IntegrationState,
  type NewIntegration,
} from './integration-row.js';
import { page, take, type Page, type PageRequest } from './page.js';
import { VersionMismatch } from './store-errors.js';
import { TenantPrisma } from './tenant-prisma.js';
import { isUniqueViolation } from './unique-violation.js';

/** A tenant's integrations. A deleted one keeps its row, and its identifier may be used again. */
@Injectable()
export class IntegrationStore {
  constructor(private readonly tenants: TenantPrisma) {}

  /** Throws Conflict when a live integration of the tenant has the identifier. */
  async create(tenantId: TenantId, integration: NewIntegration): Promise<IntegrationRow> {
    try {
      return await this.tenants.transaction(tenantId, async (prisma) =>
        integrationRow(await prisma.integration.create({ data: { ...integration, tenantId } })),
      );
    } catch (error) {
      if (!isUniqueViolation(error, 'integration_identifier_live')) throw error;
      throw new Conflict(`An integration ${integration.identifier} exists already. Choose another identifier.`);
    }
  }

  /** By id, deleted ones included. */
  async get(tenantId: TenantId, id: IntegrationId): Promise<IntegrationRow | null> {
    return this.tenants.transaction(tenantId, (prisma) => find(prisma, { tenantId, id }));
  }

  async getByIdentifier(tenantId: TenantId, identifier: string): Promise<IntegrationRow | null> {
    return this.tenants.transaction(tenantId, (prisma) => find(prisma, { tenantId, identifier, ...LIVE }));
  }

  /** Live integrations by identifier. */
  async list(tenantId: TenantId, request: PageRequest = {}): Promise<Page<IntegrationRow>> {
    const after = request.cursor === undefined ? {} : { identifier: { gt: request.cursor } };
    const integrations = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.integration.findMany({
        where: { tenantId, ...LIVE, ...after },
        orderBy: { identifier: 'asc' },
        take: take(request),
      }),
    );
    return page(integrations.map(integrationRow), request, (integration) => integration.identifier);
  }

  /** Throws NotFound, or VersionMismatch when `expectedVersion` has passed. */
  async update(
    tenantId: TenantId,
    id: IntegrationId,
    change: IntegrationChange,
    expectedVersion?: number,
  ): Promise<IntegrationRow> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const found = await lockLive(prisma, tenantId, id);
      if (expectedVersion !== undefined && expectedVersion !== found.version) {
        throw new VersionMismatch(`The integration ${found.identifier}`, expectedVersion, found.version);
      }
      return write(prisma, found, change);
    });
  }

  /** Throws NotFound for one that is deleted already. The schedule is kept, but only `active` ones are due. */
  async setState(tenantId: TenantId, id: IntegrationId, state: IntegrationState): Promise<IntegrationRow> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const found = await lockLive(prisma, tenantId, id);
      return write(prisma, found, state === 'deleted' ? { state, deletedAt: new Date() } : { state });
    });
  }
}

const LIVE = { state: { not: 'deleted' } };

async function find(
  prisma: Prisma.TransactionClient,
  where: Prisma.IntegrationWhereInput,
): Promise<IntegrationRow | null> {
  const integration = await prisma.integration.findFirst({ where });
  return integration && integrationRow(integration);
}

async function lockLive(
  prisma: Prisma.TransactionClient,
  tenantId: TenantId,
  id: IntegrationId,
): Promise<IntegrationRow> {
  await prisma.$queryRaw`select 1 from app.integration where tenant_id = ${tenantId}::uuid and id = ${id}::uuid for update`;
  const found = await find(prisma, { tenantId, id, ...LIVE });
  if (!found) throw new NotFound('Integration');
  return found;
}

async function write(
  prisma: Prisma.TransactionClient,
  { tenantId, id }: IntegrationRow,
  change: Prisma.IntegrationUpdateInput,
): Promise<IntegrationRow> {
  const data = { ...change, version: { increment: 1 } };
  return integrationRow(await prisma.integration.update({ where: { tenantId_id: { tenantId, id } }, data }));
}
