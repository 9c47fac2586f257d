import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { bytes } from './bytes.js';
import { TenantPrisma } from './tenant-prisma.js';

export interface SecretRow {
  id: string;
  purpose: string;
  version: number;
  /** Sealed with the tenant's data key. */
  ciphertext: Uint8Array;
  createdAt: Date;
}

/** Sealed secrets, by purpose; a new version retires the one before. */
@Injectable()
export class SecretStore {
  constructor(private readonly tenants: TenantPrisma) {}

  async put(tenantId: TenantId, purpose: string, ciphertext: Uint8Array): Promise<SecretRow> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      // Two writers of one purpose wait for each other here, so that versions have no gap and one is current.
      await prisma.$queryRaw`select 1 from app.tenant where id = ${tenantId}::uuid for update`;
      const last = await prisma.secret.findFirst({ where: { tenantId, purpose }, orderBy: { version: 'desc' } });
      await prisma.secret.updateMany({
        where: { tenantId, purpose, retiredAt: null },
        data: { retiredAt: new Date() },
      });
      const version = (last?.version ?? 0) + 1;
      const data = { tenantId, id: randomUUID(), purpose, version, ciphertext: bytes(ciphertext) };
      return prisma.secret.create({ data, select: SHOWN });
    });
  }

  async current(tenantId: TenantId, purpose: string): Promise<SecretRow | null> {
    return this.tenants.transaction(tenantId, (prisma) =>
      prisma.secret.findFirst({
        where: { tenantId, purpose, retiredAt: null },
        orderBy: { version: 'desc' },
        select: SHOWN,
      }),
    );
  }
}

const SHOWN = { id: true, purpose: true, version: true, ciphertext: true, createdAt: true } as const;
