import { Injectable } from '@nestjs/common';
import { Catalog, type IntegrationId, type JsonObject, type PortAccess, type TenantId } from '@longshore/domain';
import { IntegrationStore, MappingStore } from '@longshore/database';
import { EnsureDefaultContent, integrationOf } from '@longshore/integrations';
import { CatalogPreparation } from '@longshore/sync';

/** Before the first entities of an integration: registers it in Port and creates the default blueprints that its mapping writes to. */
@Injectable()
export class PrepareCatalog extends CatalogPreparation {
  constructor(
    private readonly catalog: Catalog,
    private readonly integrations: IntegrationStore,
    private readonly mappings: MappingStore,
    private readonly ensureDefaultContent: EnsureDefaultContent,
  ) {
    super();
  }

  override async prepare(
    tenantId: TenantId,
    integrationId: IntegrationId,
    access: PortAccess,
    signal: AbortSignal,
  ): Promise<void> {
    const row = await this.integrations.get(tenantId, integrationId);
    const mapping = await this.mappings.current(tenantId, integrationId);
    if (!row || !mapping) return;
    const [, type = '', version = ''] = access.userAgent.split('/');
    const { identifier } = row;
    await this.catalog.recordIntegration(
      access,
      { identifier, type, version, mapping: mapping.document as JsonObject },
      signal,
    );
    await this.ensureDefaultContent.run(access, integrationOf(row), signal);
  }
}
