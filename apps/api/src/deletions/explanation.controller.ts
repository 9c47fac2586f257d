import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { ReadIntegrations } from '@longshore/integrations';
import { ENTITY_VERDICTS, ExplainEntity } from '@longshore/sync';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { deletionSchema, holdSchema } from './deletion-schemas.js';

const explanationSchema = z
  .object({
    blueprint: z.string(),
    identifier: z.string(),
    verdict: z.enum(ENTITY_VERDICTS),
    detail: z.string(),
    claims: z.array(
      z.object({
        accountId: z.string(),
        region: z.string(),
        kind: z.string(),
        awsId: z.string(),
        entry: z.string(),
        mappingVersion: z.int(),
        state: z.enum(['present', 'absent', 'unmapped', 'orphaned']),
        absentSince: z.iso.datetime().nullable(),
        lastWalkedAt: z.iso.datetime().nullable(),
        isConfirmed: z.boolean(),
      }),
    ),
    failure: z
      .object({
        code: z.string(),
        detail: z.string().nullable(),
        attempts: z.int(),
        retryAt: z.iso.datetime().nullable(),
      })
      .nullable(),
    decision: z.enum(['approved', 'rejected']).nullable(),
    hold: holdSchema.nullable(),
    journal: z.array(deletionSchema.omit({ hold: true })),
  })
  .meta({ id: 'Explanation' });

@ForTenants('entities')
@Controller('v1/integrations/:identifier/entities/:blueprint/:entityId/explanation')
export class ExplanationController {
  constructor(
    private readonly explainEntity: ExplainEntity,
    private readonly readIntegrations: ReadIntegrations,
  ) {}

  /** Why an entity is in Port, or is not: what makes it, holds it, failed or deleted it. */
  @Get()
  @ApiOkResponse({ standardSchema: explanationSchema })
  async explain(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') integration: string,
    @Param('blueprint') blueprint: string,
    @Param('entityId') identifier: string,
  ) {
    const { id } = await this.readIntegrations.get(tenant, integration);
    return this.explainEntity.run(tenant, id, { blueprint, identifier });
  }
}
