import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { CreateApiKey, RevokeApiKey } from '@longshore/tenants';
import { ForAdministrator } from '../http/caller.decorator.js';
import { PathId } from '../http/path-id.pipe.js';
import { createdKeySchema } from './tenant-schemas.js';

const tenantInPath = new PathId<TenantId>('Tenant');
const keyInPath = new PathId('API key');

@ForAdministrator('tenants')
@Controller('v1/tenants/:id/api-keys')
export class ApiKeysController {
  constructor(
    private readonly createApiKey: CreateApiKey,
    private readonly revokeApiKey: RevokeApiKey,
  ) {}

  /** The key is shown in this answer and never again. */
  @Post()
  @ApiCreatedResponse({ standardSchema: createdKeySchema })
  create(@Param('id', tenantInPath) id: TenantId) {
    return this.createApiKey.run(id);
  }

  /** Holds from the next request on. */
  @Delete(':keyId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async revoke(@Param('id', tenantInPath) id: TenantId, @Param('keyId', keyInPath) keyId: string) {
    await this.revokeApiKey.run(id, keyId);
  }
}
