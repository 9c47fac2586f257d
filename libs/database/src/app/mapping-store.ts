import { Injectable } from '@nestjs/common';
import { NotFound, type EntryProgram, type IntegrationId, type JsonObject, type TenantId } from '@longshore/domain';
import type { MappingVersion } from '../generated/client.js';
import { page, take, type Page, type PageRequest } from './page.js';
import { VersionMismatch } from './store-errors.js';
import { TenantPrisma } from './tenant-prisma.js';

export interface MappingRow {
  no: number;
  /** As the customer wrote it, YAML or JSON. */
  source: string;
  document: JsonObject;
  entries: EntryProgram[];
  /** Who stored it. */
  actor: string;
  createdAt: Date;
}

export type NewMapping = Omit<MappingRow, 'no' | 'createdAt'>;

/** Versions of an integration's mapping. They never change; going back to an old text makes a new version. */
@Injectable()
export class MappingStore {
  constructor(private readonly tenants: TenantPrisma) {}

  /**
   * Stores the next version and makes it the one that new syncs use.
   * Throws NotFound, or VersionMismatch when `expectedNo` is given and is not the newest (null: none exists).
   */
  async append(
    tenantId: TenantId,
    integrationId: IntegrationId,
    mapping: NewMapping,
    expectedNo?: number | null,
  ): Promise<MappingRow> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const [integration] = await prisma.$queryRaw<{ mapping_no: number | null }[]>`
        select mapping_no from app.integration where tenant_id = ${tenantId}::uuid and id = ${integrationId}::uuid and state <> 'deleted' for update`;
      if (!integration) throw new NotFound('Integration');
      const newest = integration.mapping_no;
      if (expectedNo !== undefined && expectedNo !== newest)
        throw new VersionMismatch('The mapping', expectedNo, newest);

      const no = (newest ?? 0) + 1;
      const { entries, ...columns } = mapping;
      // EntryProgram is JSON by construction; its optional members keep it from being typed as such.
      const data = { ...columns, entries: entries as unknown as JsonObject[], tenantId, integrationId, no };
      const stored = await prisma.mappingVersion.create({ data });
      const where = { tenantId_id: { tenantId, id: integrationId } };
      await prisma.integration.update({ where, data: { mappingNo: no } });
      return mappingRow(stored);
    });
  }

  /** The newest version; null before the first. */
  async current(tenantId: TenantId, integrationId: IntegrationId): Promise<MappingRow | null> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const mapping = await prisma.mappingVersion.findFirst({
        where: { tenantId, integrationId },
        orderBy: { no: 'desc' },
      });
      return mapping && mappingRow(mapping);
    });
  }

  async get(tenantId: TenantId, integrationId: IntegrationId, no: number): Promise<MappingRow | null> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const mapping = await prisma.mappingVersion.findFirst({ where: { tenantId, integrationId, no } });
      return mapping && mappingRow(mapping);
    });
  }

  /** Newest first. */
  async list(tenantId: TenantId, integrationId: IntegrationId, request: PageRequest = {}): Promise<Page<MappingRow>> {
    const before = request.cursor === undefined ? {} : { no: { lt: Number(request.cursor) } };
    const mappings = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.mappingVersion.findMany({
        where: { tenantId, integrationId, ...before },
        orderBy: { no: 'desc' },
        take: take(request),
      }),
    );
    return page(mappings.map(mappingRow), request, (mapping) => String(mapping.no));
  }
}

function mappingRow({ no, source, document, entries, actor, createdAt }: MappingVersion): MappingRow {
  return {
    no,
    source,
    document: document as JsonObject,
    entries: entries as unknown as EntryProgram[],
    actor,
    createdAt,
  };
}
