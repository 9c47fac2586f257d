import { Injectable } from '@nestjs/common';
import {
  canonicalJson,
  Catalog,
  DomainError,
  entryPrograms,
  parseMapping,
  PortConnections,
  resourceView,
  SecretBox,
  type JsonObject,
  type MappingEntry,
  type TenantId,
} from '@longshore/domain';
import { ExampleStore, MappingStore, RawResources, type IntegrationRow } from '@longshore/database';
import { EffectiveSwitches } from './effective-switches.js';

/** What Port takes of a kind. */
const EXAMPLES = 5;

/** Below Port's limit of a request, 1 MiB. */
const MAX_CHARACTERS = 900 * 1024;

/** Where examples come from, and how it is known which have been sent. */
@Injectable()
export class ExampleSources {
  constructor(
    readonly mappings: MappingStore,
    readonly raws: RawResources,
    readonly sent: ExampleStore,
    readonly secrets: SecretBox,
  ) {}
}

/**
 * Gives Port's mapping editor a few raw resources of each kind of the mapping, for those who ask for it (`settings.sendRawExamples`): out of
 * what is kept, so without secrets, mapped or not. Port gets those of a kind anew when they have changed. It is not worth failing a sync for.
 */
@Injectable()
export class SendExamples {
  constructor(
    private readonly catalog: Catalog,
    private readonly connections: PortConnections,
    private readonly sources: ExampleSources,
    private readonly switches: EffectiveSwitches,
  ) {}

  async run(tenantId: TenantId, { id, identifier, settings }: IntegrationRow): Promise<void> {
    if (settings['sendRawExamples'] !== true || (await this.switches.of(tenantId)).pushes === 'off') return;
    const mapping = await this.sources.mappings.current(tenantId, id);
    const entries = entryPrograms(parseMapping(mapping?.document ?? {}));
    const sent = await this.sources.sent.sent(tenantId, id);
    const digest = await this.sources.secrets.digester(tenantId);
    try {
      const access = await this.connections.open(tenantId, id);
      for (const [kind, entry] of byName(entries)) {
        const examples = await this.examples(tenantId, id, entry);
        const version = digest(canonicalJson(examples));
        if (examples.length === 0 || sent.get(kind)?.equals(version)) continue;
        if (await this.catalog.sendExamples(access, { identifier, kind, examples }))
          await this.sources.sent.record(tenantId, id, kind, version);
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  /** As the expressions of the entry see them. */
  private async examples(tenantId: TenantId, id: IntegrationRow['id'], entry: MappingEntry): Promise<JsonObject[]> {
    const kept = await this.sources.raws.first(tenantId, id, entry.kind, EXAMPLES);
    const examples = kept.map(({ raw }) => resourceView(entry.older, raw));
    while (JSON.stringify(examples).length > MAX_CHARACTERS) examples.pop();
    return examples;
  }
}

/** The first entry of each kind, by the name that the mapping uses: its entries share one listing, and Port one list of examples. */
function byName(entries: MappingEntry[]): Map<string, MappingEntry> {
  const named = entries.map((entry) => [entry.older?.kind ?? entry.kind, entry] as const);
  return new Map([...named].reverse());
}
