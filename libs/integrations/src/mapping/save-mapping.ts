import { IntegrationStore, MappingStore, type MappingRow, VersionMismatch } from '@longshore/database';
import {
  entryPrograms,
  parseMapping,
  type InputProblem,
  type JsonObject,
  type MappingDocument,
  type TenantId,
} from '@longshore/domain';
import { defaultMapping } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';
import { stringify } from 'yaml';
import { findIntegration, type Integration } from '../integration.js';
import { type CheckedMapping, CheckMapping } from './check-mapping.js';
import { type MappingNote, mappingNotes } from './mapping-notes.js';
import type { MappingSource } from './mapping-source.js';

/** Stores a new version of an integration's mapping, after everything in it has been found usable. */
@Injectable()
export class SaveMapping {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly mappings: MappingStore,
    private readonly checkMapping: CheckMapping,
  ) {}

  /**
   * The version that the next sync uses, and what of it works in another way than its author may think.
   * Throws NotFound, MappingInvalid, or VersionMismatch when `expectedVersion` is given and no longer the newest.
   */
  async run(
    tenantId: TenantId,
    identifier: string,
    source: MappingSource,
    expectedVersion: number | null,
  ): Promise<{ row: MappingRow; notes: MappingNote[] }> {
    const integration = await findIntegration(this.integrations, tenantId, identifier);
    const { source: rooted, document, kinds } = await this.checkMapping.read(source, { ...integration, tenantId });
    const mapping = { ...stored(rooted, document), actor: 'tenant' };
    const row = await this.mappings.append(tenantId, integration.id, mapping, expectedVersion ?? undefined);
    return { row, notes: mappingNotes(document, kinds) };
  }

  /**
   * As `run`, but a field whose jq does not compile is tolerated, since it comes out null in every product: what carries an entity must
   * be usable all the same. `row` null for a dry run.
   */
  async tolerant(
    tenantId: TenantId,
    identifier: string,
    source: MappingSource,
    { isDry, expectedVersion }: { isDry: boolean; expectedVersion: number | null },
  ): Promise<CheckedMapping & { row: MappingRow | null }> {
    const integration = await findIntegration(this.integrations, tenantId, identifier);
    const isField = ({ pointer }: InputProblem): boolean => FIELD.test(pointer);
    const checked = await this.checkMapping.read(source, { ...integration, tenantId }, isField);
    if (isDry) return { ...checked, row: null };
    const mapping = { ...stored(checked.source, checked.document), actor: 'import' };
    const row = await this.mappings.append(tenantId, integration.id, mapping, expectedVersion ?? undefined);
    return { ...checked, row };
  }

  /** The default mapping as first version, unless a version exists; the newest one either way. */
  async ensureDefault(tenantId: TenantId, { id }: Pick<Integration, 'id'>): Promise<MappingRow> {
    const current = await this.mappings.current(tenantId, id);
    if (current) return current;
    const value = defaultMapping();
    const mapping = { ...stored({ text: stringify(value), value }, parseMapping(value)), actor: 'longshore' };
    try {
      return await this.mappings.append(tenantId, id, mapping, null);
    } catch (error) {
      if (!(error instanceof VersionMismatch)) throw error;
      return this.ensureDefault(tenantId, { id });
    }
  }
}

/** The place of a field without which an entity can still be made. */
const FIELD = /\/mappings(\/\d+)?\/(title|icon|team|properties|relations)\b/;

function stored(source: Pick<MappingSource, 'text' | 'value'>, document: MappingDocument) {
  return { source: source.text, document: source.value as JsonObject, entries: entryPrograms(document) };
}
