import { Injectable } from '@nestjs/common';
import type { IntegrationId, JsonObject, KindOrigin, TenantId } from '@longshore/domain';
import type { OwnKind } from '../generated/client.js';
import { TenantPrisma } from './tenant-prisma.js';

export interface NewOwnKind {
  kind: string;
  origin: KindOrigin;
  /** Place and version of the type that was described; null for one that somebody asked for between two readings. */
  version: string | null;
  /** What its schema says. */
  facts: JsonObject;
}

export interface OwnKindRow extends NewOwnKind {
  integrationId: IntegrationId;
  /** Readings before this time did not look for it. */
  knownSince: Date;
}

/** Types that a tenant's accounts have beside those of the public catalogue, by integration. */
@Injectable()
export class OwnKindStore {
  constructor(private readonly tenants: TenantPrisma) {}

  /** Of one integration, or of all that are not deleted; by name. */
  async all(tenantId: TenantId, integrationId?: IntegrationId): Promise<OwnKindRow[]> {
    const integration = integrationId === undefined ? { state: { not: 'deleted' } } : { id: integrationId };
    const rows = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.ownKind.findMany({
        where: { tenantId, integration },
        orderBy: [{ kind: 'asc' }, { integrationId: 'asc' }],
      }),
    );
    return rows.map(ownKindRow);
  }

  /** A kind that is known already stays known since then. */
  async save(tenantId: TenantId, integrationId: IntegrationId, own: NewOwnKind, knownSince: Date): Promise<void> {
    const { kind, ...described } = own;
    const change = { ...described, facts: described.facts as object };
    await this.tenants.transaction(tenantId, (prisma) =>
      prisma.ownKind.upsert({
        where: { tenantId_integrationId_kind: { tenantId, integrationId, kind } },
        create: { tenantId, integrationId, kind, knownSince, ...change },
        update: change,
      }),
    );
  }

  /**
   * Forgets what no reading of the integration has any more: where one failed, what it had before still counts. A kind of AWS's that
   * the catalogue lacks is in no reading and stays, as does one that is younger than a reading.
   */
  async forgetUnlisted(tenantId: TenantId, integrationId: IntegrationId): Promise<void> {
    await this.tenants.transaction(
      tenantId,
      (prisma) => prisma.$executeRaw`
        delete from app.own_kind own
        where tenant_id = ${tenantId}::uuid and integration_id = ${integrationId}::uuid and origin <> 'aws'
          and not exists (
            select from app.kind_reading reading
            where reading.tenant_id = own.tenant_id and reading.integration_id = own.integration_id
              and (own.kind = any(reading.kinds) or reading.read_at is null or reading.read_at < own.known_since))`,
    );
  }
}

function ownKindRow({ tenantId: _, ...row }: OwnKind): OwnKindRow {
  return {
    ...row,
    integrationId: row.integrationId as IntegrationId,
    origin: row.origin as KindOrigin,
    facts: row.facts as JsonObject,
  };
}
