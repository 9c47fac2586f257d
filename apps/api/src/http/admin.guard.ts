import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AdminToken } from './admin-token.js';
import { bearerToken, isSameSecret } from './bearer.js';
import { Unauthenticated } from './request-refused.js';

/** Lets the administrator in, and no tenant. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(private readonly admin: AdminToken) {}

  canActivate(context: ExecutionContext): boolean {
    const token = bearerToken(context.switchToHttp().getRequest<FastifyRequest>());
    if (token === null || !isSameSecret(token, this.admin.value)) throw new Unauthenticated('the ADMIN_TOKEN');
    return true;
  }
}
