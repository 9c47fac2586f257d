import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { ChangeIntegration, CreateIntegration, DeleteIntegration, ReadIntegrations } from '@longshore/integrations';
import type { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { Actor, CurrentTenant } from '../http/current-tenant.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';
import { asPage, type PageQuery, pageOf, pageQuery } from '../http/page.js';
import { deletionQuery, integrationChangeBody, integrationSchema, newIntegrationBody } from './integration-schemas.js';

@ForTenants('integrations')
@Controller('v1/integrations')
export class IntegrationsController {
  constructor(
    private readonly createIntegration: CreateIntegration,
    private readonly readIntegrations: ReadIntegrations,
    private readonly changeIntegration: ChangeIntegration,
    private readonly deleteIntegration: DeleteIntegration,
  ) {}

  @Post()
  @ApiCreatedResponse({ standardSchema: integrationSchema })
  async create(
    @CurrentTenant() tenant: TenantId,
    @Body({ schema: newIntegrationBody }) body: z.output<typeof newIntegrationBody>,
    @Exchange() http: HttpExchange,
  ) {
    const integration = await this.createIntegration.run(tenant, body);
    http.sendVersion(integration.version);
    http.sendLocation(`/v1/integrations/${integration.identifier}`);
    return integration;
  }

  @Get()
  @ApiOkResponse({ standardSchema: pageOf(integrationSchema) })
  async list(@CurrentTenant() tenant: TenantId, @Query({ schema: pageQuery }) query: PageQuery) {
    return asPage(await this.readIntegrations.list(tenant, query));
  }

  @Get(':identifier')
  @ApiOkResponse({ standardSchema: integrationSchema })
  async get(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Exchange() http: HttpExchange,
  ) {
    const integration = await this.readIntegrations.get(tenant, identifier);
    http.sendVersion(integration.version);
    return integration;
  }

  /** Changes what the body names and nothing else; If-Match refuses to overwrite somebody else's change. */
  @Patch(':identifier')
  @ApiOkResponse({ standardSchema: integrationSchema })
  async change(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Body({ schema: integrationChangeBody }) body: z.output<typeof integrationChangeBody>,
    @Exchange() http: HttpExchange,
  ) {
    const integration = await this.changeIntegration.run(tenant, identifier, body, http.expectedVersion);
    http.sendVersion(integration.version);
    return integration;
  }

  /** Cancels what runs and ends the connection. Entities stay in Port, or are deleted first: those that nothing else makes. */
  @Delete(':identifier')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: integrationSchema })
  delete(
    @CurrentTenant() tenant: TenantId,
    @Actor() actor: string,
    @Param('identifier') identifier: string,
    @Query({ schema: deletionQuery }) query: z.output<typeof deletionQuery>,
  ) {
    return this.deleteIntegration.run(tenant, identifier, { ...query, actor });
  }
}
