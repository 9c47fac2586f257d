import { MappingStore, IntegrationStore } from '@longshore/database';
import { entryPrograms, parseMapping, type MappingEntry, type TenantId } from '@longshore/domain';
import { defaultMapping, scaffoldKind, type CataloguedKind, type RelatedEntry, type Scaffold } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';
import { findIntegration } from '../integration.js';

/** Makes a blueprint and a resource entry for a kind, related to what a mapping has already. */
@Injectable()
export class ScaffoldResource {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly mappings: MappingStore,
  ) {}

  /** Relates to the entries of that integration's mapping; without one, to those of the default mapping. Throws NotFound. */
  async run(tenantId: TenantId, kind: CataloguedKind, identifier?: string): Promise<Scaffold> {
    const document = identifier === undefined ? defaultMapping() : await this.stored(tenantId, identifier);
    return scaffoldKind(kind, entryPrograms(parseMapping(document)).flatMap(relatedEntries));
  }

  private async stored(tenantId: TenantId, identifier: string) {
    const { id } = await findIntegration(this.integrations, tenantId, identifier);
    return (await this.mappings.current(tenantId, id))?.document ?? {};
  }
}

/** Only a blueprint that is named outright can be the target of a relation, and only by an identifier: a search makes nothing. */
function relatedEntries({ kind, entities }: MappingEntry): RelatedEntry[] {
  return entities.flatMap(({ identifier, blueprint }) => {
    const named = /^"([\w@=-]+)"$/.exec(blueprint)?.[1];
    return named === undefined || typeof identifier !== 'string' ? [] : [{ kind, identifier, blueprint: named }];
  });
}
