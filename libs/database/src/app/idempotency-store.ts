import { Injectable } from '@nestjs/common';
import type { Json, TenantId } from '@longshore/domain';
import { Prisma } from '../generated/client.js';
import { bytes } from './bytes.js';
import { IdempotencyMismatch } from './store-errors.js';
import { TenantPrisma } from './tenant-prisma.js';

/** new: carry the request out. running: the first one has not ended. answered: give this answer again. */
export type IdempotencyVerdict =
  | { state: 'new' }
  | { state: 'running' }
  | { state: 'answered'; status: number; response: Json };

/** Answers of POST requests by their Idempotency-Key, kept for a day. */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly tenants: TenantPrisma) {}

  /** Takes the key for this request, or tells what became of it. Throws IdempotencyMismatch when the key came with another request. */
  async begin(tenantId: TenantId, key: string, requestHash: Uint8Array): Promise<IdempotencyVerdict> {
    return this.tenants.transaction(tenantId, async (prisma) => {
      const taken = await prisma.$executeRaw`
        insert into app.idempotency as held (tenant_id, key, request_hash, expires_at)
        values (${tenantId}::uuid, ${key}, ${bytes(requestHash)}, now() + interval '1 day')
        on conflict (tenant_id, key) do update
          set request_hash = excluded.request_hash, status = null, response = null, expires_at = excluded.expires_at
          where held.expires_at < now()`;
      if (taken === 1) return { state: 'new' };

      const held = await prisma.idempotency.findUniqueOrThrow({ where: { tenantId_key: { tenantId, key } } });
      if (!Buffer.from(held.requestHash).equals(requestHash)) throw new IdempotencyMismatch(key);
      if (held.status === null) return { state: 'running' };
      return { state: 'answered', status: held.status, response: held.response as Json };
    });
  }

  async finish(tenantId: TenantId, key: string, answer: { status: number; response: Json }): Promise<void> {
    const { status, response } = answer;
    await this.tenants.transaction(tenantId, (prisma) =>
      prisma.idempotency.updateMany({
        where: { tenantId, key },
        data: { status, response: response ?? Prisma.JsonNull },
      }),
    );
  }

  /** Frees the key of a request that failed before it did anything, so that it may be repeated. */
  async abandon(tenantId: TenantId, key: string): Promise<void> {
    await this.tenants.transaction(tenantId, (prisma) =>
      prisma.idempotency.deleteMany({ where: { tenantId, key, status: null } }),
    );
  }
}
