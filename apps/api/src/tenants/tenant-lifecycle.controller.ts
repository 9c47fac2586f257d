import { Body, Controller, Delete, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { IssuerSnapshot } from '@longshore/issuer';
import { DeleteTenant, RegisterTenant } from '@longshore/tenants';
import type { z } from 'zod';
import { ForAdministrator } from '../http/caller.decorator.js';
import { Exchange, HttpExchange } from '../http/http-exchange.js';
import { PathId } from '../http/path-id.pipe.js';
import { deletionQuery } from '../integrations/integration-schemas.js';
import { newTenantBody, registeredTenantSchema, tenantSchema } from './tenant-schemas.js';

/** The beginning and the end of a tenant, and with it of its issuer. */
@ForAdministrator('tenants')
@Controller('v1/tenants')
export class TenantLifecycleController {
  constructor(
    private readonly registerTenant: RegisterTenant,
    private readonly deleteTenant: DeleteTenant,
    private readonly issuers: IssuerSnapshot,
  ) {}

  /** Checks the credentials against Port first; nothing is stored unless Port accepts them. */
  @Post()
  @ApiCreatedResponse({ standardSchema: registeredTenantSchema })
  async register(
    @Body({ schema: newTenantBody }) body: z.output<typeof newTenantBody>,
    @Exchange() http: HttpExchange,
  ) {
    const tenant = await this.registerTenant.run(body);
    // AWS may ask for the new issuer at once; other processes read it within their own interval.
    await this.issuers.reload();
    http.sendLocation(`/v1/tenants/${tenant.id}`);
    return tenant;
  }

  /** Refuses the tenant's keys and its issuer at once; its data key is destroyed when the last sync has ended. */
  @Delete(':id')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: tenantSchema })
  async delete(
    @Param('id', new PathId<TenantId>('Tenant')) id: TenantId,
    @Query({ schema: deletionQuery }) query: z.output<typeof deletionQuery>,
  ) {
    const tenant = await this.deleteTenant.run(id, query.entities);
    await this.issuers.reload();
    return tenant;
  }
}
