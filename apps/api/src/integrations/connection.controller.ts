import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { AccountRow } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { ChangeIntegration, DescribeInstallation, ReadIntegrations, VerifyIntegration } from '@longshore/integrations';
import type { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';
import { type PageQuery, pageOf, pageQuery } from '../http/page.js';
import { installationSchema, verificationSchema } from './connection-schemas.js';
import { accountSchema, integrationSchema, roleBody } from './integration-schemas.js';

/** How an integration gets into AWS: install, name the role, verify. */
@ForTenants('connection')
@Controller('v1/integrations/:identifier')
export class ConnectionController {
  constructor(
    private readonly describeInstallation: DescribeInstallation,
    private readonly changeIntegration: ChangeIntegration,
    private readonly verifyIntegration: VerifyIntegration,
    private readonly readIntegrations: ReadIntegrations,
  ) {}

  /** What somebody with rights in the AWS account needs in order to create the role. */
  @Get('installation')
  @ApiOkResponse({ standardSchema: installationSchema })
  installation(@CurrentTenant() tenant: TenantId, @Param('identifier') identifier: string) {
    return this.describeInstallation.run(tenant, identifier);
  }

  /** Connects the account of the role. With mode "single" it replaces the role before; in a list, that account's role. */
  @Put('role')
  @ApiOkResponse({ standardSchema: integrationSchema })
  async setRole(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Body({ schema: roleBody }) body: z.output<typeof roleBody>,
    @Exchange() http: HttpExchange,
  ) {
    const integration = await this.changeIntegration.setRole(tenant, identifier, body.roleArn);
    http.sendVersion(integration.version);
    return integration;
  }

  /** Tries everything that a sync needs. The first pass makes the integration active and starts its first sync. */
  @Post('verification')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: verificationSchema })
  async verify(@CurrentTenant() tenant: TenantId, @Param('identifier') identifier: string) {
    const { status, checks, syncId } = await this.verifyIntegration.run(tenant, identifier);
    return { data: checks, nextCursor: null, status, syncId };
  }

  /** The AWS accounts that the integration reaches or reached. */
  @Get('accounts')
  @ApiOkResponse({ standardSchema: pageOf(accountSchema) })
  async accounts(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ) {
    const { rows, nextCursor } = await this.readIntegrations.accounts(tenant, identifier, query);
    return { data: rows.map(shown), nextCursor };
  }
}

function shown({ integrationId: _, regions, ...account }: AccountRow): z.input<typeof accountSchema> | object {
  return { ...account, regions: regions?.regions ?? null };
}
