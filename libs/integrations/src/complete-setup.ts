import type { TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { AlignAccounts } from './accounts/align-accounts.js';
import type { Integration } from './integration.js';
import { SaveMapping } from './mapping/save-mapping.js';

/** What follows from an integration's row: its account rows and a first mapping. Repeating it heals a creation that was cut off. */
@Injectable()
export class CompleteSetup {
  constructor(
    private readonly alignAccounts: AlignAccounts,
    private readonly saveMapping: SaveMapping,
  ) {}

  async run(tenantId: TenantId, integration: Integration): Promise<{ mappingVersion: number }> {
    await this.alignAccounts.run(tenantId, integration);
    const { no } = await this.saveMapping.ensureDefault(tenantId, integration);
    return { mappingVersion: no };
  }
}
