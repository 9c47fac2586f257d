import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '@longshore/platform';
import type { Logger } from 'pino';
import { refuseUnstorableText } from './stored-text.js';

const QUIET = new Set(['/livez', '/readyz', '/metrics']);

/** Every answer names its request, and every request leaves one line: the route's pattern, never its ids, query or body. */
export function addRequestHooks(server: FastifyInstance, logger: Logger, metrics: Metrics): void {
  server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    if (request.url.startsWith('/v1/')) reply.header('cache-control', 'no-store');
  });
  server.addHook('preValidation', refuseUnstorableText);
  server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.requestSeconds.observe(labels, reply.elapsedTime / 1000);
    const line = {
      requestId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.tenantId !== undefined && { tenantId: request.tenantId }),
    };
    logger[QUIET.has(route) ? 'debug' : 'info'](line, 'request');
  });
}
