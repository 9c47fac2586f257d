import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { EntityLedger } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { ReadIntegrations } from '@longshore/integrations';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { numberCursor, pageOf, pageQuery } from '../http/page.js';

const entitiesQuery = pageQuery.extend({
  blueprint: z.string().min(1).max(200).exactOptional(),
  identifier: z.string().min(1).max(1_000).exactOptional(),
});

const ledgerEntitySchema = z
  .object({
    blueprint: z.string(),
    identifier: z.string(),
    state: z.enum(['confirmed', 'pending', 'failed', 'absent']),
    failure: z
      .object({
        code: z.string(),
        detail: z.string().nullable(),
        retryAt: z.iso.datetime().nullable().meta({
          description:
            'When the next sync tries again what it may well get through; null: change the mapping or Port first.',
        }),
      })
      .nullable(),
    claims: z.array(
      z.object({
        awsAccountId: z.string(),
        region: z.string(),
        kind: z.string(),
        awsId: z.string(),
        entry: z.string(),
        mappingNo: z.int(),
      }),
    ),
  })
  .meta({ id: 'LedgerEntity' });

@ForTenants('entities')
@Controller('v1/integrations/:identifier/entities')
export class EntitiesController {
  constructor(
    private readonly ledger: EntityLedger,
    private readonly readIntegrations: ReadIntegrations,
  ) {}

  /** What the integration made in Port, from which resources, in order of first appearance. */
  @Get()
  @ApiOkResponse({ standardSchema: pageOf(ledgerEntitySchema) })
  async list(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: entitiesQuery }) { limit, cursor, ...filter }: z.output<typeof entitiesQuery>,
  ) {
    const integration = await this.readIntegrations.get(tenant, identifier);
    const after = numberCursor(cursor)?.toString();
    const found = await this.ledger.list(tenant, integration.id, { ...filter, after, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const nextCursor = found.length > limit ? (shown.at(-1)?.id ?? null) : null;
    return { data: shown.map(({ id: _, ...entity }) => entity), nextCursor };
  }
}
