import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { ChangeTenant, ListTenants, ReadTenant } from '@longshore/tenants';
import type { z } from 'zod';
import { ForAdministrator } from '../http/caller.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';
import { asPage, type PageQuery, pageOf, pageQuery } from '../http/page.js';
import { PathId } from '../http/path-id.pipe.js';
import { tenantChangeBody, tenantDetailsSchema, tenantSchema } from './tenant-schemas.js';

const tenantInPath = new PathId<TenantId>('Tenant');

@ForAdministrator('tenants')
@Controller('v1/tenants')
export class TenantsController {
  constructor(
    private readonly listTenants: ListTenants,
    private readonly readTenant: ReadTenant,
    private readonly changeTenant: ChangeTenant,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: pageOf(tenantSchema) })
  async list(@Query({ schema: pageQuery }) query: PageQuery) {
    return asPage(await this.listTenants.run(query));
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: tenantDetailsSchema })
  async get(@Param('id', tenantInPath) id: TenantId, @Exchange() http: HttpExchange) {
    const tenant = await this.readTenant.run(id);
    http.sendVersion(tenant.version);
    return tenant;
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: tenantSchema })
  async change(
    @Param('id', tenantInPath) id: TenantId,
    @Body({ schema: tenantChangeBody }) body: z.output<typeof tenantChangeBody>,
    @Exchange() http: HttpExchange,
  ) {
    const tenant = await this.changeTenant.run(id, body, http.expectedVersion ?? undefined);
    http.sendVersion(tenant.version);
    return tenant;
  }
}
