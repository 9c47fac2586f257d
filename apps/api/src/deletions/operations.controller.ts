import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { OperationId, SyncId, TenantId } from '@longshore/domain';
import { OpenOperation } from '@longshore/sync';
import type { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { Actor, CurrentTenant } from '../http/current-tenant.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';
import { pageOf } from '../http/page.js';
import { PathId } from '../http/path-id.pipe.js';
import { operationSchema, operationsQuery, operationView, pruneBody, prunePlanSchema } from './operation-schemas.js';

const operationInPath = new PathId<OperationId>('Operation');

/** Work on what integrations made, which goes on after the answer. */
@ForTenants('operations')
@Controller('v1')
export class OperationsController {
  constructor(private readonly openOperation: OpenOperation) {}

  /** The newest first; those of deleted integrations too, so that a removal can be found and undone. */
  @Get('operations')
  @ApiOkResponse({ standardSchema: pageOf(operationSchema) })
  async list(
    @CurrentTenant() tenant: TenantId,
    @Query({ schema: operationsQuery }) query: z.output<typeof operationsQuery>,
  ) {
    const { rows, nextCursor } = await this.openOperation.list(tenant, query);
    return { data: rows.map(operationView), nextCursor };
  }

  @Get('operations/:id')
  @ApiOkResponse({ standardSchema: operationSchema })
  async get(@CurrentTenant() tenant: TenantId, @Param('id', operationInPath) id: OperationId) {
    return operationView(await this.openOperation.get(tenant, id));
  }

  /** Pushes what a sync deleted back into Port, as it was just before. */
  @Post('syncs/:id/restoration')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: operationSchema })
  async restoreSync(
    @CurrentTenant() tenant: TenantId,
    @Actor() actor: string,
    @Param('id', new PathId<SyncId>('Sync')) id: SyncId,
    @Exchange() http: HttpExchange,
  ) {
    const operation = await this.openOperation.restoreSync(tenant, id, actor);
    http.sendLocation(`/v1/operations/${operation.id}`);
    return operationView(operation);
  }

  /** The same for what a prune, or the deletion of an integration, deleted. */
  @Post('operations/:id/restoration')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: operationSchema })
  async restoreOperation(
    @CurrentTenant() tenant: TenantId,
    @Actor() actor: string,
    @Param('id', operationInPath) id: OperationId,
    @Exchange() http: HttpExchange,
  ) {
    const operation = await this.openOperation.restoreOperation(tenant, id, actor);
    http.sendLocation(`/v1/operations/${operation.id}`);
    return operationView(operation);
  }

  /** What listings that vanished still hold; `confirmedEntities`, the number told before, has it deleted. */
  @Post('integrations/:identifier/prune')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: prunePlanSchema })
  async prune(
    @CurrentTenant() tenant: TenantId,
    @Actor() actor: string,
    @Param('identifier') identifier: string,
    @Body({ schema: pruneBody }) { confirmedEntities, ...filter }: z.output<typeof pruneBody>,
  ) {
    const request = { filter, confirmed: confirmedEntities ?? null, actor };
    const { operation, ...plan } = await this.openOperation.prune(tenant, identifier, request);
    return { ...plan, operation: operation && operationView(operation) };
  }
}
