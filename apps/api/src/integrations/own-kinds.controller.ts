import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { KindReadings, OwnKindStore } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { ReadIntegrations } from '@longshore/integrations';
import { OWN_ORIGINS } from '@longshore/kinds';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';

const ownKindsSchema = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.string(),
        /** private: registered by an account. activated: published by somebody else. aws: newer than our catalogue. */
        origin: z.enum(OWN_ORIGINS),
        knownSince: z.iso.datetime(),
      }),
    ),
    /** What each region's registry had when it was last read. */
    readings: z.array(
      z.object({
        awsAccountId: z.string(),
        region: z.string(),
        kinds: z.array(z.string()),
        /** Null before the first reading that succeeded. */
        readAt: z.iso.datetime().nullable(),
        /** Why the last reading failed, and what to do; null when it succeeded. What was known before stays known. */
        failure: z.object({ detail: z.string(), remedy: z.string(), at: z.iso.datetime() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'OwnKinds' });

@ForTenants('kinds')
@Controller('v1/integrations/:identifier/kinds')
export class OwnKindsController {
  constructor(
    private readonly own: OwnKindStore,
    private readonly readings: KindReadings,
    private readonly readIntegrations: ReadIntegrations,
  ) {}

  /** Types that the integration's accounts have beside those of AWS, read once a day and when a mapping names an unknown kind. */
  @Get()
  @ApiOkResponse({ standardSchema: ownKindsSchema })
  async list(@CurrentTenant() tenant: TenantId, @Param('identifier') identifier: string) {
    const { id } = await this.readIntegrations.get(tenant, identifier);
    const [own, readings] = await Promise.all([this.own.all(tenant, id), this.readings.all(tenant, id)]);
    return { kinds: own.map(({ kind, origin, knownSince }) => ({ kind, origin, knownSince })), readings };
  }
}
