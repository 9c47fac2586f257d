import { IntegrationStore, MappingStore, type MappingRow, type Page, type PageRequest } from '@longshore/database';
import { NotFound, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { findIntegration } from '../integration.js';

@Injectable()
export class ReadMapping {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly mappings: MappingStore,
  ) {}

  /** The newest version, or the one of that number. Throws NotFound. */
  async run(tenantId: TenantId, identifier: string, version?: number): Promise<MappingRow> {
    const { id } = await findIntegration(this.integrations, tenantId, identifier);
    const mapping = await (version === undefined
      ? this.mappings.current(tenantId, id)
      : this.mappings.get(tenantId, id, version));
    if (!mapping) throw new NotFound(version === undefined ? 'The mapping' : `Mapping version ${version}`);
    return mapping;
  }

  /** Newest first. Throws NotFound. */
  async versions(tenantId: TenantId, identifier: string, request: PageRequest): Promise<Page<MappingRow>> {
    const { id } = await findIntegration(this.integrations, tenantId, identifier);
    return this.mappings.list(tenantId, id, request);
  }
}
