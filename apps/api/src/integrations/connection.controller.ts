import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { ChangeIntegration, DescribeInstallation, VerifyIntegration } from '@longshore/integrations';
import type { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';
import { installationSchema, verificationSchema } from './connection-schemas.js';
import { integrationSchema, roleBody } from './integration-schemas.js';

/** How an integration gets into AWS: install, name the role, verify. */
@ForTenants('connection')
@Controller('v1/integrations/:identifier')
export class ConnectionController {
  constructor(
    private readonly describeInstallation: DescribeInstallation,
    private readonly changeIntegration: ChangeIntegration,
    private readonly verifyIntegration: VerifyIntegration,
  ) {}

  /** What somebody with rights in the AWS account needs in order to create the role. */
  @Get('installation')
  @ApiOkResponse({ standardSchema: installationSchema })
  installation(@CurrentTenant() tenant: TenantId, @Param('identifier') identifier: string) {
    return this.describeInstallation.run(tenant, identifier);
  }

  /** Sends the role that the stack created. It replaces the role before; in a list, that of its account only. */
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
}
