import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ApiKeyStore } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { ReadTenant } from '../tenants/read-tenant.js';
import { generateKey, keyHash, keyPrefix } from './presented-key.js';

export interface CreatedApiKey {
  id: string;
  /** Told here and never again. */
  apiKey: string;
  prefix: string;
  createdAt: Date;
}

@Injectable()
export class CreateApiKey {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly readTenant: ReadTenant,
  ) {}

  /** Throws NotFound for an unknown, deleting or deleted tenant. */
  async run(tenantId: TenantId): Promise<CreatedApiKey> {
    await this.readTenant.live(tenantId);
    const apiKey = generateKey();
    const row = { id: randomUUID(), hash: keyHash(apiKey), prefix: keyPrefix(apiKey) };
    const { id, prefix, createdAt } = await this.keys.add(tenantId, row);
    return { id, apiKey, prefix, createdAt };
  }
}
