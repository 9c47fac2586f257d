import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { IdempotencyStore } from '@longshore/database';
import { Conflict, InvalidInput, type Json, TenantId } from '@longshore/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { openAnswer, sealAnswer } from './sealed-answer.js';

/** Keys of the administrator's requests are kept beside the tenants', under the id that no tenant has. */
const ADMINISTRATOR = TenantId.parse('00000000-0000-0000-0000-000000000000');

/** Gives the answer to a POST again when its Idempotency-Key comes again within a day; a refused request frees its key. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly store: IdempotencyStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined) return next.handle();
    return from(this.once(checked(key), context, next));
  }

  private async once(key: string, context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const owner = request.tenantId ?? ADMINISTRATOR;
    const verdict = await this.store.begin(owner, key, requestHash(request));
    if (verdict.state === 'running') {
      throw new Conflict(
        'The first request with this Idempotency-Key has not ended. Wait for it; if it was cut off, look at what exists before you send it with a new key.',
      );
    }
    const secret = { owner, key, token: request.headers.authorization ?? '' };
    if (verdict.state === 'answered') {
      reply.code(verdict.status).header('idempotency-replayed', 'true');
      return openAnswer(secret, verdict.response);
    }
    try {
      const answer = ((await lastValueFrom(next.handle())) ?? null) as Json;
      await this.store.finish(owner, key, { status: reply.statusCode, response: sealAnswer(secret, answer) });
      return answer;
    } catch (error) {
      await this.store.abandon(owner, key);
      throw error;
    }
  }
}

function checked(key: string | string[]): string {
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new InvalidInput([{ pointer: '', detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters' }]);
}

function requestHash(request: FastifyRequest): Buffer {
  // The caller is part of it: nobody else could open the answer.
  const parts = [request.method, request.url, request.headers.authorization, request.body ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
