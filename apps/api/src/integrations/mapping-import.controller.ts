import { Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import { DIALECTS, InvalidInput, type TenantId } from '@longshore/domain';
import { ImportMapping } from '@longshore/integrations';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';

const importQuery = z.strictObject({ dryRun: z.stringbool().default(false) });

const importReportSchema = z
  .object({
    what: z.enum(['mapping', 'environment']),
    dialect: z.enum(DIALECTS).nullable(),
    version: z.int().nullable(),
    entries: z.array(z.object({ key: z.string(), kind: z.string(), blueprints: z.array(z.string()) })),
    notes: z.array(
      z.object({
        pointer: z.string().optional(),
        variable: z.string().optional(),
        line: z.int().optional(),
        effect: z.enum(['applied', 'changed', 'lost', 'secret']),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'ImportReport' });

@ForTenants('mapping')
@Controller('v1/integrations/:identifier/mapping')
export class MappingImportController {
  constructor(private readonly importMapping: ImportMapping) {}

  /**
   * Takes over a file of Port's AWS exporter (config.json) or of an Ocean integration (its mapping, or its environment) as it is, and
   * says what it understood, what works in another way here, and what has no effect.
   */
  @Post('import')
  @HttpCode(200)
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({
    schema: { type: 'object', description: 'A mapping document of any dialect, or an Ocean environment file' },
  })
  @ApiOkResponse({ standardSchema: importReportSchema })
  async import(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: importQuery }) { dryRun }: z.output<typeof importQuery>,
    @Exchange() http: HttpExchange,
  ) {
    const text = http.bodyText;
    if (text.trim() === '') {
      const detail = 'Send the file as application/yaml or application/json.';
      throw new InvalidInput([{ pointer: '', detail }]);
    }
    const report = await this.importMapping.run(tenant, identifier, {
      text,
      isDry: dryRun,
      expectedVersion: http.expectedVersion,
    });
    if (report.version !== null) http.sendVersion(report.version);
    return report;
  }
}
