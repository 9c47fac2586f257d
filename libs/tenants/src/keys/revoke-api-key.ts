import { Injectable } from '@nestjs/common';
import { ApiKeyStore } from '@longshore/database';
import type { TenantId } from '@longshore/domain';

@Injectable()
export class RevokeApiKey {
  constructor(private readonly keys: ApiKeyStore) {}

  /** Holds from the next request on; revoking twice is fine. Throws NotFound. */
  async run(tenantId: TenantId, keyId: string): Promise<void> {
    await this.keys.revoke(tenantId, keyId);
  }
}
