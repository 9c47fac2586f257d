import { applyDecorators, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { AdminGuard } from './admin.guard.js';
import { DatabaseGuard } from './database.guard.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { problemSchema } from './problem-schema.js';
import { TenantGuard } from './tenant.guard.js';

const refusals = () =>
  ApiDefaultResponse({ standardSchema: problemSchema, description: 'Refused; errors[] names bad members.' });

/** Streams for the holder of a tenant's API key. An interceptor would let Nest send the headers before the handler can refuse. */
export const StreamForTenants = (tag: string) =>
  applyDecorators(UseGuards(DatabaseGuard, TenantGuard), ApiBearerAuth('tenant'), ApiTags(tag), refusals());

/** Routes for the holder of a tenant's API key. */
export const ForTenants = (tag: string) =>
  applyDecorators(StreamForTenants(tag), UseInterceptors(IdempotencyInterceptor));

/** Routes for the administrator of the installation. */
export const ForAdministrator = (tag: string) =>
  applyDecorators(
    UseGuards(DatabaseGuard, AdminGuard),
    UseInterceptors(IdempotencyInterceptor),
    ApiBearerAuth('admin'),
    ApiTags(tag),
    refusals(),
  );
