import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, problemOf } from './problem.js';

/** Turns everything that is thrown into problem+json, and logs what is our fault with its cause. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const body = problemOf(error, request.id);
    if (body.status >= 500) this.logger.error({ err: error, requestId: request.id, code: body.code });
    // A stream that fails halfway can no longer change its status: the connection is cut instead.
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    // RFC 9110 11.6.1: a 401 names the scheme.
    if (body.status === 401) reply.header('www-authenticate', 'Bearer realm="longshore"');
    reply.code(body.status).type(PROBLEM_TYPE).send(body);
  }
}
