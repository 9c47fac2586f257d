import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { MappingRow } from '@longshore/database';
import { InvalidInput, type TenantId } from '@longshore/domain';
import { jsonSource, type MappingSource, ReadMapping, SaveMapping, yamlSource } from '@longshore/integrations';
import { z } from 'zod';
import { YAML_TYPES } from '../http/body-parsers.js';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';
import { asPage, type PageQuery, pageOf, pageQuery } from '../http/page.js';
import { mappingNoteSchema } from './mapping-note-schema.js';
import { representationOf } from './mapping-representation.js';

const versionQuery = z.strictObject({ version: z.coerce.number().int().min(1).optional() });

const mappingVersionSchema = z
  .object({ version: z.int(), actor: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'MappingVersion' });

const savedMappingSchema = mappingVersionSchema
  .extend({ notes: z.array(mappingNoteSchema) })
  .meta({ id: 'SavedMapping' });

/** Port's mapping document of an integration, version by version. */
@ForTenants('mapping')
@Controller('v1/integrations/:identifier')
export class MappingController {
  constructor(
    private readonly readMapping: ReadMapping,
    private readonly saveMapping: SaveMapping,
  ) {}

  /** The document as it was sent; "Accept: application/json" or "application/yaml" asks for the other form. */
  @Get('mapping')
  @ApiProduces('application/yaml', 'application/json')
  async read(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: versionQuery }) query: z.output<typeof versionQuery>,
    @Exchange() http: HttpExchange,
  ): Promise<string> {
    const mapping = await this.readMapping.run(tenant, identifier, query.version);
    http.sendVersion(mapping.no);
    const { type, text } = representationOf(mapping, http.accept);
    http.sendType(type);
    return text;
  }

  /** Checks the document whole and stores it as the next version; the next sync uses it. */
  @Put('mapping')
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'object', description: "Port's mapping document" } })
  @ApiOkResponse({ standardSchema: savedMappingSchema })
  async save(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Body() body: unknown,
    @Exchange() http: HttpExchange,
  ) {
    const source = sourceOf(http, body);
    const { row, notes } = await this.saveMapping.run(tenant, identifier, source, http.expectedVersion);
    http.sendVersion(row.no);
    return { ...summary(row), notes };
  }

  /** Newest first. */
  @Get('mapping/versions')
  @ApiOkResponse({ standardSchema: pageOf(mappingVersionSchema) })
  async versions(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ) {
    const { rows, nextCursor } = await this.readMapping.versions(tenant, identifier, query);
    return asPage({ rows: rows.map(summary), nextCursor });
  }
}

function sourceOf(http: HttpExchange, body: unknown): MappingSource {
  if (body === undefined || body === null) {
    const detail = 'Send the mapping document as application/yaml or application/json.';
    throw new InvalidInput([{ pointer: '', detail }]);
  }
  return YAML_TYPES.includes(http.bodyType) ? yamlSource(http.bodyText) : jsonSource(http.bodyText, body);
}

function summary({ no, actor, createdAt }: MappingRow) {
  return { version: no, actor, createdAt };
}
