import { Injectable } from '@nestjs/common';
import { NotFound, type TenantId } from '@longshore/domain';
import type { ApiKey } from '../generated/client.js';
import { bytes } from './bytes.js';
import { SystemPrisma } from './system-prisma.js';
import { TenantPrisma } from './tenant-prisma.js';
import type { TenantState } from './tenant-row.js';

export interface ApiKeyRow {
  id: string;
  /** The first characters of the key, to tell keys apart; the key itself is not kept. */
  prefix: string;
  createdAt: Date;
  /** Exact to a minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export interface NewApiKey {
  id: string;
  /** SHA-256 of the key. */
  hash: Uint8Array;
  prefix: string;
}

export interface KeyHolder {
  tenantId: TenantId;
  keyId: string;
  tenantState: TenantState;
}

@Injectable()
export class ApiKeyStore {
  constructor(
    private readonly tenants: TenantPrisma,
    private readonly system: SystemPrisma,
  ) {}

  async add(tenantId: TenantId, key: NewApiKey): Promise<ApiKeyRow> {
    return this.tenants.transaction(tenantId, async (prisma) =>
      apiKeyRow(await prisma.apiKey.create({ data: { ...key, tenantId, hash: bytes(key.hash) } })),
    );
  }

  /** Newest first, revoked ones included. */
  async list(tenantId: TenantId): Promise<ApiKeyRow[]> {
    const keys = await this.tenants.transaction(tenantId, (prisma) =>
      prisma.apiKey.findMany({ where: { tenantId }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] }),
    );
    return keys.map(apiKeyRow);
  }

  /** Takes effect with the next request. A key that is revoked already stays as it is; throws NotFound. */
  async revoke(tenantId: TenantId, id: string): Promise<void> {
    await this.tenants.transaction(tenantId, async (prisma) => {
      await prisma.apiKey.updateMany({ where: { tenantId, id, revokedAt: null }, data: { revokedAt: new Date() } });
      const known = await prisma.apiKey.count({ where: { tenantId, id } });
      if (known === 0) throw new NotFound('API key');
    });
  }

  /** Who holds the key with that hash; null for an unknown or revoked key. */
  async findByHash(hash: Uint8Array): Promise<KeyHolder | null> {
    const key = await this.system.transaction((prisma) =>
      prisma.apiKey.findUnique({
        where: { hash: bytes(hash), revokedAt: null },
        select: { tenantId: true, id: true, tenant: { select: { state: true } } },
      }),
    );
    return key && { tenantId: key.tenantId as TenantId, keyId: key.id, tenantState: key.tenant.state as TenantState };
  }

  /** Writes at most once a minute per key, whatever the traffic. */
  async recordUse(tenantId: TenantId, id: string): Promise<void> {
    await this.system.transaction(
      (prisma) => prisma.$executeRaw`
        update app.api_key set last_used_at = now()
        where tenant_id = ${tenantId}::uuid and id = ${id}::uuid
          and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    );
  }
}

function apiKeyRow({ id, prefix, createdAt, lastUsedAt, revokedAt }: ApiKey): ApiKeyRow {
  return { id, prefix, createdAt, lastUsedAt, revokedAt };
}
