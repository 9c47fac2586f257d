import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthenticateKey } from '@longshore/tenants';
import type { FastifyRequest } from 'fastify';
import { bearerToken } from './bearer.js';
import { Unauthenticated } from './request-refused.js';

/** Lets the holder of a tenant's API key in, as that tenant and no other. */
@Injectable()
export class TenantGuard implements CanActivate {
  constructor(private readonly authenticateKey: AuthenticateKey) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerToken(request);
    const holder = token === null ? null : await this.authenticateKey.run(token);
    if (holder === null) throw new Unauthenticated("one of your tenant's API keys");
    request.tenantId = holder.tenantId;
    request.actor = holder.keyId;
    return true;
  }
}
