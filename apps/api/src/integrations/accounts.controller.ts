import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { type OrganizationTree, ReadIntegrations } from '@longshore/integrations';
import type { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { pageOf } from '../http/page.js';
import { accountSchema, accountsQuery, accountView, organizationSchema } from './account-schemas.js';

@ForTenants('accounts')
@Controller('v1/integrations/:identifier')
export class AccountsController {
  constructor(private readonly readIntegrations: ReadIntegrations) {}

  /** The AWS accounts that the integration knows, with their states: those that it leaves out and those that are gone included. */
  @Get('accounts')
  @ApiOkResponse({ standardSchema: pageOf(accountSchema) })
  async accounts(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Query({ schema: accountsQuery }) query: z.output<typeof accountsQuery>,
  ) {
    const { rows, nextCursor } = await this.readIntegrations.accounts(tenant, identifier, query);
    return { data: rows.map(accountView), nextCursor };
  }

  /** The organization as it was last read: its roots, organizational units and accounts. Members are null until it was read. */
  @Get('organization')
  @ApiOkResponse({ standardSchema: organizationSchema })
  organization(@CurrentTenant() tenant: TenantId, @Param('identifier') identifier: string): Promise<OrganizationTree> {
    return this.readIntegrations.organization(tenant, identifier);
  }
}
