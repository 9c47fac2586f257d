import { IntegrationStore, MappingStore } from '@longshore/database';
import {
  entryPrograms,
  NotFound,
  parseMapping,
  type IntegrationId,
  type MappingEntry,
  type TenantId,
} from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { findIntegration } from '../integration.js';
import { CheckMapping } from './check-mapping.js';
import { jsonSource, yamlSource } from './mapping-source.js';

/** The entries of a mapping that somebody wants to try, or of the stored one. */
@Injectable()
export class UsableMapping {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly mappings: MappingStore,
    private readonly checkMapping: CheckMapping,
  ) {}

  /** `mapping`: a document, or YAML text. Throws NotFound and MappingInvalid. */
  async run(
    tenantId: TenantId,
    identifier: string,
    mapping: unknown,
  ): Promise<{ integrationId: IntegrationId; entries: MappingEntry[] }> {
    const integration = await findIntegration(this.integrations, tenantId, identifier);
    const { id } = integration;
    if (mapping === undefined) {
      const current = await this.mappings.current(tenantId, id);
      if (!current) throw new NotFound('The mapping');
      return { integrationId: id, entries: entryPrograms(parseMapping(current.document)) };
    }
    const source = typeof mapping === 'string' ? yamlSource(mapping) : jsonSource('', mapping);
    const { document } = await this.checkMapping.read(source, { ...integration, tenantId });
    return { integrationId: id, entries: entryPrograms(document) };
  }
}
