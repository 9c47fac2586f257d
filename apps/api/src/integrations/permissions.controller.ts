import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { RequirePermissions, type RequiredPermissions } from '@longshore/integrations';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';

const permissionsSchema = z
  .object({
    /** Managed policies that together suffice, each within IAM's 6,144 characters. */
    policies: z.array(z.record(z.string(), z.unknown())),
    kinds: z.array(z.object({ kind: z.string(), actions: z.array(z.string()), leftOut: z.array(z.string()) })),
  })
  .meta({ id: 'RequiredPermissions' });

@ForTenants('permissions')
@Controller('v1/integrations/:identifier/permissions')
export class PermissionsController {
  constructor(private readonly requirePermissions: RequirePermissions) {}

  /** The least that the role needs for the stored mapping; never an action that reads customers' data. */
  @Get()
  @ApiOkResponse({ standardSchema: permissionsSchema })
  read(@CurrentTenant() tenant: TenantId, @Param('identifier') identifier: string): Promise<RequiredPermissions> {
    return this.requirePermissions.run(tenant, identifier);
  }
}
