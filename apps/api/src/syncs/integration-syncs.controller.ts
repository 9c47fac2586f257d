import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { ReadIntegrations, TenantKinds } from '@longshore/integrations';
import { OpenSync, ReadSyncs } from '@longshore/sync';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';
import { numberCursor, type PageQuery, pageOf, pageQuery } from '../http/page.js';
import { checkKinds } from './check-kinds.js';
import { newSyncBody, syncSchema } from './sync-schemas.js';
import { syncView } from './sync-view.js';

@ForTenants('syncs')
@Controller('v1/integrations/:identifier/syncs')
export class IntegrationSyncsController {
  constructor(
    private readonly openSync: OpenSync,
    private readonly readSyncs: ReadSyncs,
    private readonly readIntegrations: ReadIntegrations,
    private readonly tenantKinds: TenantKinds,
  ) {}

  /** Starts a sync now; the body restricts it to some kinds, accounts or regions. With dryRun it only plans: see its plan. */
  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: z.object({ id: z.uuid(), status: z.literal('queued') }) })
  async open(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Body({ schema: newSyncBody }) { dryRun, ...filter }: z.output<typeof newSyncBody>,
    @Exchange() http: HttpExchange,
  ) {
    if (filter.kinds) checkKinds(filter.kinds, await this.tenantKinds.of(tenant));
    const isRestricted = Object.keys(filter).length > 0;
    const sync = await this.openSync.run(tenant, identifier, {
      trigger: 'api',
      dryRun,
      ...(isRestricted && { filter }),
    });
    http.sendLocation(`/v1/syncs/${sync.id}`);
    return { id: sync.id, status: sync.state };
  }

  /** Newest first. */
  @Get()
  @ApiOkResponse({ standardSchema: pageOf(syncSchema) })
  async list(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: pageQuery }) { limit, cursor }: PageQuery,
  ) {
    const { id } = await this.readIntegrations.get(tenant, identifier);
    const syncs = await this.readSyncs.list(tenant, id, { limit: limit + 1, before: numberCursor(cursor) });
    const shown = syncs.slice(0, limit);
    return { data: shown.map(syncView), nextCursor: syncs.length > limit ? String(shown.at(-1)?.no) : null };
  }
}
