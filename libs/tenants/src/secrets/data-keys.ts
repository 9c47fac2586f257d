import { Injectable } from '@nestjs/common';
import { TenantStore } from '@longshore/database';
import { Clock, NotFound, type TenantId } from '@longshore/domain';
import { EncryptionKey, type SealingKey, unwrapDataKey } from '@longshore/platform';

/** So long may a process still open what belongs to a tenant whose data key was destroyed elsewhere. */
const KEEP_MS = 60 * 1000;

const MOST_KEPT = 1000;

/** The tenants' data keys, unwrapped and kept in memory for a minute. */
@Injectable()
export class DataKeys {
  private readonly kept = new Map<TenantId, { key: SealingKey; readAt: number }>();

  constructor(
    private readonly tenants: TenantStore,
    private readonly encryptionKey: EncryptionKey,
    private readonly clock: Clock,
  ) {}

  /** Throws NotFound for an unknown tenant and for one whose data key was destroyed. */
  async get(tenantId: TenantId): Promise<SealingKey> {
    const now = this.clock.now().getTime();
    const kept = this.kept.get(tenantId);
    if (kept && Math.abs(now - kept.readAt) < KEEP_MS) return kept.key;
    this.kept.delete(tenantId);
    const tenant = await this.tenants.get(tenantId);
    if (!tenant?.dek) throw new NotFound('Tenant');
    const key = unwrapDataKey(this.encryptionKey, tenantId, Buffer.from(tenant.dek));
    this.keep(tenantId, key, now);
    return key;
  }

  forget(tenantId: TenantId): void {
    this.kept.delete(tenantId);
  }

  private keep(tenantId: TenantId, key: SealingKey, readAt: number): void {
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && oldest) this.kept.delete(oldest);
    this.kept.set(tenantId, { key, readAt });
  }
}
