import { IntegrationStore, RawStore } from '@longshore/database';
import { InvalidInput, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { findIntegration, type Integration } from './integration.js';
import { IntegrationSyncs } from './integration-syncs.js';

/** Ends a connection. What it wrote to Port stays there. */
@Injectable()
export class DeleteIntegration {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly syncs: IntegrationSyncs,
    private readonly raws: RawStore,
  ) {}

  /** First nothing new may start, then what runs is cancelled; a stop in between is healed by repeating. Throws NotFound. */
  async run(tenantId: TenantId, identifier: string, entities: 'keep' | 'delete'): Promise<Integration> {
    if (entities === 'delete') {
      const detail =
        'entities cannot be deleted along yet: use entities=keep, then delete them in Port by their datasource';
      throw new InvalidInput([{ pointer: '/entities', detail }]);
    }
    const integration = await findIntegration(this.integrations, tenantId, identifier);
    await this.integrations.setState(tenantId, integration.id, 'deleting');
    await this.syncs.cancel(tenantId, integration.id);
    const { version } = await this.integrations.setState(tenantId, integration.id, 'deleted');
    await this.raws.erase(tenantId, integration.id);
    return { ...integration, state: 'deleted', version };
  }
}
