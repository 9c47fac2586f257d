import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { DecisionLedger } from '@longshore/database';
import { InvalidInput, NotFound, type TenantId } from '@longshore/domain';
import { ReadIntegrations } from '@longshore/integrations';
import { DecideDeletion, ListDeletions } from '@longshore/sync';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { Actor, CurrentTenant } from '../http/current-tenant.decorator.js';
import { pageOf } from '../http/page.js';
import { PathId } from '../http/path-id.pipe.js';
import {
  decidedSchema,
  decidedView,
  deletionSchema,
  deletionsQuery,
  deletionView,
  holdSchema,
  holdsQuery,
} from './deletion-schemas.js';

const holdInPath = new PathId('Hold');

@ForTenants('deletions')
@Controller('v1/integrations/:identifier/deletions')
export class DeletionsController {
  constructor(
    private readonly listDeletions: ListDeletions,
    private readonly decisions: DecisionLedger,
    private readonly decideDeletion: DecideDeletion,
    private readonly readIntegrations: ReadIntegrations,
  ) {}

  /** Entities whose deletion is held, then the journal of what was deleted, kept by Port or restored, newest first. */
  @Get()
  @ApiOkResponse({ standardSchema: pageOf(deletionSchema) })
  async list(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: deletionsQuery }) query: z.output<typeof deletionsQuery>,
  ) {
    const { id } = await this.readIntegrations.get(tenant, identifier);
    const { deletions, nextCursor } = await this.listDeletions.run(tenant, id, query);
    return { data: deletions.map(deletionView), nextCursor };
  }

  /** What the brakes hold, listing by listing, the oldest first. */
  @Get('holds')
  @ApiOkResponse({ standardSchema: pageOf(holdSchema) })
  async holds(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: holdsQuery }) { limit, cursor, state }: z.output<typeof holdsQuery>,
  ) {
    if (cursor !== undefined && !z.uuid().safeParse(cursor).success)
      throw new InvalidInput([{ pointer: '/cursor', detail: 'is not the nextCursor of this list' }]);
    const { id } = await this.readIntegrations.get(tenant, identifier);
    const holds = await this.decisions.list(tenant, id, { limit: limit + 1, after: cursor, state });
    const data = holds.slice(0, limit);
    return { data, nextCursor: holds.length > limit ? (data.at(-1)?.id ?? null) : null };
  }

  @Get('holds/:holdId')
  @ApiOkResponse({ standardSchema: holdSchema })
  async hold(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Param('holdId', holdInPath) holdId: string,
  ) {
    const { id } = await this.readIntegrations.get(tenant, identifier);
    const hold = await this.decisions.get(tenant, id, holdId);
    if (!hold) throw new NotFound('Hold');
    return hold;
  }

  /** Lets exactly these entities go, as far as they are still gone when the listing has been walked once more. */
  @Post(':holdId/approval')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: decidedSchema })
  async approve(
    @CurrentTenant() tenant: TenantId,
    @Actor() actor: string,
    @Param('identifier') identifier: string,
    @Param('holdId', holdInPath) id: string,
  ) {
    return decidedView(await this.decideDeletion.run(tenant, identifier, { id, decision: 'approved', actor }));
  }

  /** Keeps these entities, and does not ask again until they come back and go again. */
  @Post(':holdId/rejection')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: decidedSchema })
  async reject(
    @CurrentTenant() tenant: TenantId,
    @Actor() actor: string,
    @Param('identifier') identifier: string,
    @Param('holdId', holdInPath) id: string,
  ) {
    return decidedView(await this.decideDeletion.run(tenant, identifier, { id, decision: 'rejected', actor }));
  }
}
