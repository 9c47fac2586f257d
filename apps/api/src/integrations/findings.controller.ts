import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { FindingLedger } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { ReadIntegrations } from '@longshore/integrations';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { numberCursor, pageOf, pageQuery } from '../http/page.js';

const findingsQuery = pageQuery.extend({
  blueprint: z.string().min(1).max(200).exactOptional(),
  identifier: z.string().min(1).max(1_000).exactOptional(),
});

const findingSchema = z
  .object({
    blueprint: z.string(),
    identifier: z.string(),
    awsAccountId: z.string(),
    region: z.string(),
    kind: z.string(),
    awsId: z.string(),
    entry: z.string(),
    mappingNo: z.int(),
    foundAt: z.iso.datetime(),
  })
  .meta({ id: 'Finding' });

@ForTenants('entities')
@Controller('v1/integrations/:identifier/findings')
export class FindingsController {
  constructor(
    private readonly ledger: FindingLedger,
    private readonly readIntegrations: ReadIntegrations,
  ) {}

  /** Entities that resources write to and did not make: what their searches found when they were last synced. */
  @Get()
  @ApiOkResponse({ standardSchema: pageOf(findingSchema) })
  async list(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: findingsQuery }) { limit, cursor, ...filter }: z.output<typeof findingsQuery>,
  ) {
    const integration = await this.readIntegrations.get(tenant, identifier);
    const offset = numberCursor(cursor) ?? 0;
    const found = await this.ledger.list(tenant, integration.id, { ...filter, offset, limit: limit + 1 });
    const nextCursor = found.length > limit ? String(offset + limit) : null;
    return { data: found.slice(0, limit), nextCursor };
  }
}
