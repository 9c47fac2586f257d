import { IntegrationStore, RawStore } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { findIntegration, type Integration } from './integration.js';
import { IntegrationSyncs } from './integration-syncs.js';

/** Ends a connection. What it wrote to Port stays there, unless it is to be deleted along. */
@Injectable()
export class DeleteIntegration {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly syncs: IntegrationSyncs,
    private readonly raws: RawStore,
  ) {}

  /**
   * First nothing new may start, then what runs is cancelled; a stop in between is healed by repeating. With its entities it stays
   * `deleting` until they are gone; asking again with `keep` ends it without. Throws NotFound.
   */
  async run(
    tenantId: TenantId,
    identifier: string,
    { entities, actor }: { entities: 'keep' | 'delete'; actor: string },
  ): Promise<Integration> {
    const integration = await findIntegration(this.integrations, tenantId, identifier);
    const deleting = await this.integrations.setState(tenantId, integration.id, 'deleting');
    await this.syncs.cancel(tenantId, integration.id);
    await this.raws.erase(tenantId, integration.id);
    if (entities === 'delete') {
      await this.syncs.deleteEntities(tenantId, integration.id, actor);
      return { ...integration, state: 'deleting', version: deleting.version };
    }
    const { version } = await this.integrations.setState(tenantId, integration.id, 'deleted');
    return { ...integration, state: 'deleted', version };
  }
}
