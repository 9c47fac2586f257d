import { Injectable } from '@nestjs/common';
import { ApiKeyStore } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { isKey, keyHash } from './presented-key.js';

/** Whose API key it is. */
@Injectable()
export class AuthenticateKey {
  constructor(private readonly keys: ApiKeyStore) {}

  /** Null for a key that is malformed, unknown or revoked, or whose tenant is being deleted: the caller learns no more. */
  async run(presented: string): Promise<{ tenantId: TenantId; keyId: string } | null> {
    if (!isKey(presented)) return null;
    const holder = await this.keys.findByHash(keyHash(presented));
    if (!holder || holder.tenantState === 'deleting' || holder.tenantState === 'deleted') return null;
    await this.keys.recordUse(holder.tenantId, holder.keyId);
    return { tenantId: holder.tenantId, keyId: holder.keyId };
  }
}
