import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { InvalidInput, type SyncId, type TenantId } from '@longshore/domain';
import { CancelSync, ReadPlan, ReadSyncs, type ScopePlace } from '@longshore/sync';
import type { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { numberCursor, pageOf } from '../http/page.js';
import { PathId } from '../http/path-id.pipe.js';
import { planQuery, planSchema, scopeSchema, scopesQuery, syncDetailsSchema, syncSchema } from './sync-schemas.js';
import { planView, syncDetails, syncView } from './sync-view.js';

const MAX_INCOMPLETE = 100;

const syncInPath = new PathId<SyncId>('Sync');

@ForTenants('syncs')
@Controller('v1/syncs/:id')
export class SyncsController {
  constructor(
    private readonly readSyncs: ReadSyncs,
    private readonly cancelSync: CancelSync,
    private readonly readPlan: ReadPlan,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: syncDetailsSchema })
  async get(@CurrentTenant() tenant: TenantId, @Param('id', syncInPath) id: SyncId) {
    const sync = await this.readSyncs.get(tenant, id);
    const accounts = await this.readSyncs.accounts(tenant, id);
    const { scopes } = await this.readSyncs.scopes(tenant, id, { limit: MAX_INCOMPLETE, state: 'incomplete' });
    const stages = await this.readSyncs.stages(tenant, id);
    const warnings = await this.readSyncs.warnings(tenant, id);
    const mapping = await this.readSyncs.mapping(tenant, id);
    return syncDetails(sync, { accounts, incomplete: scopes, stages, warnings, mapping });
  }

  /** The matrix account x region x kind, with the reason of every listing that fell short. */
  @Get('scopes')
  @ApiOkResponse({ standardSchema: pageOf(scopeSchema) })
  async scopes(
    @CurrentTenant() tenant: TenantId,
    @Param('id', syncInPath) id: SyncId,
    @Query({ schema: scopesQuery }) { limit, cursor, state }: z.output<typeof scopesQuery>,
  ) {
    const { scopes, next } = await this.readSyncs.scopes(tenant, id, { limit, state, after: placeIn(cursor) });
    return { data: scopes, nextCursor: next && `${next.awsAccountId}.${next.cell}` };
  }

  /** What a dry sync would do, entity by entity; 404 for any other sync. */
  @Get('plan')
  @ApiOkResponse({ standardSchema: planSchema })
  async plan(
    @CurrentTenant() tenant: TenantId,
    @Param('id', syncInPath) id: SyncId,
    @Query({ schema: planQuery }) { limit, cursor, action }: z.output<typeof planQuery>,
  ) {
    const after = numberCursor(cursor);
    const { changes, omitted } = await this.readPlan.run(tenant, id, { limit: limit + 1, after, action });
    const shown = changes.slice(0, limit);
    const nextCursor = changes.length > limit ? String(shown.at(-1)?.id) : null;
    return { data: shown.map(planView), nextCursor, omitted };
  }

  /** What was confirmed stays; nothing more is read, pushed or deleted. A sync that has ended stays as it ended. */
  @Post('cancellation')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: syncSchema })
  async cancel(@CurrentTenant() tenant: TenantId, @Param('id', syncInPath) id: SyncId) {
    return syncView(await this.cancelSync.run(tenant, id));
  }
}

function placeIn(cursor: string | undefined): ScopePlace | undefined {
  if (cursor === undefined) return undefined;
  const [, awsAccountId, cell] = /^(\d{12})\.(\d{1,9})$/.exec(cursor) ?? [];
  if (awsAccountId === undefined)
    throw new InvalidInput([{ pointer: '/cursor', detail: 'is not the nextCursor of this list' }]);
  return { awsAccountId, cell: Number(cell) };
}
