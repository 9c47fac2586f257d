import { IntegrationStore, MappingStore, type MappingRow, VersionMismatch } from '@longshore/database';
import {
  entryPrograms,
  InvalidInput,
  parseMapping,
  unstorableText,
  type JsonObject,
  type MappingDocument,
  type TenantId,
} from '@longshore/domain';
import { defaultMapping } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';
import { stringify } from 'yaml';
import { findIntegration, type Integration } from '../integration.js';
import { CheckMapping } from './check-mapping.js';
import { MappingInvalid } from './mapping-invalid.error.js';
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
   * The version that the next sync uses.
   * Throws NotFound, MappingInvalid, or VersionMismatch when `expectedVersion` is given and no longer the newest.
   */
  async run(
    tenantId: TenantId,
    identifier: string,
    source: MappingSource,
    expectedVersion: number | null,
  ): Promise<MappingRow> {
    const { id, settings } = await findIntegration(this.integrations, tenantId, identifier);
    const document = read(source);
    const problems = await this.checkMapping.run(document, settings);
    if (problems.length > 0) throw new MappingInvalid(source.locate(problems));
    const mapping = { ...stored(source, document), actor: 'tenant' };
    return this.mappings.append(tenantId, id, mapping, expectedVersion ?? undefined);
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

function read(source: MappingSource): MappingDocument {
  const unstorable = unstorableText(source.value);
  if (unstorable.length > 0) throw new MappingInvalid(source.locate(unstorable));
  try {
    return parseMapping(source.value);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new MappingInvalid(source.locate(error.problems));
  }
}

function stored(source: Pick<MappingSource, 'text' | 'value'>, document: MappingDocument) {
  return { source: source.text, document: source.value as JsonObject, entries: entryPrograms(document) };
}
