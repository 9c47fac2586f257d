import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose key the request carries; set by TenantGuard. */
    tenantId?: TenantId;
    /** The id of that key. */
    actor?: string;
  }
}

/** The tenant that TenantGuard recognized. */
export const CurrentTenant = createParamDecorator((_: undefined, context: ExecutionContext): TenantId => {
  const { tenantId } = context.switchToHttp().getRequest<FastifyRequest>();
  if (tenantId === undefined) throw new Error('CurrentTenant needs TenantGuard on the route');
  return tenantId;
});

/** Who asks, for records of who decided what: the id of the API key. */
export const Actor = createParamDecorator((_: undefined, context: ExecutionContext): string => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (actor === undefined) throw new Error('Actor needs TenantGuard on the route');
  return actor;
});
