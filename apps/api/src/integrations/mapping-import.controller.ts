import { Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import { AwsAccountId, DIALECTS, InvalidInput, objectAddress, type TenantId } from '@longshore/domain';
import { ImportMapping, ReadMappingObject } from '@longshore/integrations';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { MAX_BODY_BYTES } from '../http/body-parsers.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';

const importQuery = z.strictObject({ dryRun: z.stringbool().default(false), accountId: AwsAccountId.optional() });

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
  constructor(
    private readonly importMapping: ImportMapping,
    private readonly readObject: ReadMappingObject,
  ) {}

  /**
   * Takes over a file of Port's AWS exporter (config.json) or of an Ocean integration (its mapping, or its environment) as it is, and
   * says what it understood, what works in another way here, and what has no effect. A body that is one line `s3://bucket/key` names the
   * file instead: it is read through the integration's role (`accountId`: that of this account), by a session for that object alone.
   */
  @Post('import')
  @HttpCode(200)
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({
    schema: {
      type: 'object',
      description: 'A mapping document of any dialect, an Ocean environment file, or s3://bucket/key',
    },
  })
  @ApiOkResponse({ standardSchema: importReportSchema })
  async import(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: importQuery }) { dryRun, accountId }: z.output<typeof importQuery>,
    @Exchange() http: HttpExchange,
  ) {
    const body = http.bodyText;
    if (body.trim() === '') {
      const detail = 'Send the file as application/yaml or application/json.';
      throw new InvalidInput([{ pointer: '', detail }]);
    }
    const address = objectAddress(body);
    const object = address && { address, awsAccountId: accountId, maxBytes: MAX_BODY_BYTES };
    const text = object ? await this.readObject.run(tenant, identifier, object) : body;
    const report = await this.importMapping.run(tenant, identifier, {
      text,
      isDry: dryRun,
      expectedVersion: http.expectedVersion,
    });
    if (report.version !== null) http.sendVersion(report.version);
    return report;
  }
}
