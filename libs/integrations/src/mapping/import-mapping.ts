import { entryPrograms, type Dialect, type InputProblem, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { ChangeIntegration } from '../change-integration.js';
import { type MappingNote, mappingNotes } from './mapping-notes.js';
import { textSource } from './mapping-source.js';
import { type OceanEnvironment, oceanEnvironment, type VariableNote } from './ocean-environment.js';
import { rootedSource } from './rooted-source.js';
import { SaveMapping } from './save-mapping.js';

export interface ImportRequest {
  /** YAML or JSON, or lines of `NAME=value`. */
  text: string;
  /** Says what would happen; nothing is stored. */
  isDry: boolean;
  expectedVersion: number | null;
}

/** What was made of a file from another product. */
export interface ImportReport {
  what: 'mapping' | 'environment';
  /** Null for an environment file. */
  dialect: Dialect | null;
  /** The mapping version that was stored; null for a dry run and an environment file. */
  version: number | null;
  /** What each entry will make: `{kind, blueprints}` in order. */
  entries: { key: string; kind: string; blueprints: string[] }[];
  notes: (MappingNote | VariableNote)[];
}

/** Takes over a file of another product of Port's as it is: a mapping of any dialect, or the environment of an Ocean integration. */
@Injectable()
export class ImportMapping {
  constructor(
    private readonly saveMapping: SaveMapping,
    private readonly changeIntegration: ChangeIntegration,
  ) {}

  /** Throws NotFound, VersionMismatch, or MappingInvalid when it cannot be used at all. */
  async run(tenantId: TenantId, identifier: string, request: ImportRequest): Promise<ImportReport> {
    const environment = oceanEnvironment(request.text);
    if (environment) return this.settle(tenantId, identifier, environment, request.isDry);
    const source = rootedSource(textSource(request.text));
    const { document, kinds, tolerated, row } = await this.saveMapping.tolerant(tenantId, identifier, source, request);
    const located = source.locate(mappingNotes(document, kinds)) as MappingNote[];
    return {
      what: 'mapping',
      dialect: document.dialect,
      version: row?.no ?? null,
      entries: entryPrograms(document).map(({ key, kind, entities }) => ({
        key,
        kind,
        blueprints: entities.map(({ blueprint }) => blueprint),
      })),
      notes: [...tolerated.map(unusable), ...located],
    };
  }

  private async settle(
    tenantId: TenantId,
    identifier: string,
    { change, notes }: OceanEnvironment,
    isDry: boolean,
  ): Promise<ImportReport> {
    if (!isDry) await this.changeIntegration.run(tenantId, identifier, change, null);
    return { what: 'environment', dialect: null, version: null, entries: [], notes };
  }
}

/** Ocean logs a warning and sends null, resource by resource; here it is told once. */
function unusable({ pointer, detail }: InputProblem): MappingNote {
  return { pointer, effect: 'lost', detail: `is null for every resource: ${detail}` };
}
