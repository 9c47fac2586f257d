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
import { MappingInvalid } from './mapping-invalid.error.js';
import { jsonSource, yamlSource } from './mapping-source.js';
import { readDocument } from './read-document.js';
import { rootedSource } from './rooted-source.js';

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
    const { id, settings } = await findIntegration(this.integrations, tenantId, identifier);
    if (mapping === undefined) {
      const current = await this.mappings.current(tenantId, id);
      if (!current) throw new NotFound('The mapping');
      return { integrationId: id, entries: entryPrograms(parseMapping(current.document)) };
    }
    const source = rootedSource(typeof mapping === 'string' ? yamlSource(mapping) : jsonSource('', mapping));
    const document = readDocument(source);
    const problems = await this.checkMapping.run(document, settings);
    if (problems.length > 0) throw new MappingInvalid(source.locate(problems));
    return { integrationId: id, entries: entryPrograms(document) };
  }
}
