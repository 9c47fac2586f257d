import { randomUUID } from 'node:crypto';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { AccessTokens } from './access-tokens.js';
import { authenticate, CALLER, organizationOf } from './caller.js';
import { FaultPlan } from './fault-plan.js';
import type { Organizations } from './organizations.js';
import { PortFault } from './port-fault.js';
import type { RateLimits } from './rate-limits.js';
import { RequestCounts } from './request-counts.js';
import { organizationRoute, tokenRoute } from './routes/access.routes.js';
import { actionRoutes } from './routes/actions.routes.js';
import { runRoutes } from './routes/runs.routes.js';
import { adminRoutes } from './routes/admin.routes.js';
import { blueprintRoutes } from './routes/blueprints.routes.js';
import { upsertRoutes } from './routes/entity-writes.routes.js';
import { changeRoutes } from './routes/entity-changes.routes.js';
import { deleteRoutes } from './routes/entity-deletes.routes.js';
import { readRoutes, searchRoutes } from './routes/entity-reads.routes.js';
import { faultRoutes } from './routes/fault.routes.js';
import { cursorRoutes, integrationListRoutes } from './routes/cursors.routes.js';
import { integrationRoutes } from './routes/integrations.routes.js';
import { ingestRoutes, telemetryRoutes } from './routes/telemetry.routes.js';
import { resyncRoutes } from './routes/resyncs.routes.js';
import { addFaultHooks } from './fault-hooks.js';
import { Refusal } from './schemas/envelope.js';
import { checkAnswer, checkRequest, type PortApp, type ZodTypes } from './zod-types.js';

/** Port OpenAPI: every body, 1 MiB. */
const BODY_LIMIT = 1024 * 1024;

/** What the framework refuses before a route sees it. */
const UNREADABLE: { [status: number]: string } = {
  400: 'invalid_json',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

export interface PortWorld {
  organizations: Organizations;
  tokens: AccessTokens;
  rates: RateLimits;
  faults: FaultPlan;
  counts: RequestCounts;
}

export function createWorld(organizations: Organizations, rates: RateLimits, tokenSeconds: number): PortWorld {
  return {
    organizations,
    tokens: new AccessTokens(tokenSeconds),
    rates,
    faults: new FaultPlan(),
    counts: new RequestCounts(),
  };
}

export function createApp(world: PortWorld): PortApp {
  const app: PortApp = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 3000 },
  }).withTypeProvider<ZodTypes>();
  app.setValidatorCompiler(checkRequest);
  app.setSerializerCompiler(checkAnswer);
  app.setErrorHandler(refuse);
  app.setNotFoundHandler((request) => {
    throw new PortFault(404, 'not_found', `Route ${request.method} ${request.url} was not found`);
  });
  app.decorateRequest(CALLER, null);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-trace-id', request.id);
    world.organizations.journal.flush();
  });
  app.register(async (scope) => {
    portRoutes(scope.withTypeProvider<ZodTypes>(), world);
  });
  app.register(async (scope) => {
    adminRoutes(scope.withTypeProvider<ZodTypes>(), world);
    faultRoutes(scope.withTypeProvider<ZodTypes>(), world);
  });
  return app;
}

function portRoutes(app: PortApp, world: PortWorld): void {
  app.addHook('onRequest', async (request) => world.counts.add(routeOf(request)));
  addFaultHooks(app, {
    plan: world.faults,
    routeOf,
    organizationOf: (request) => organizationOf(request, world.tokens)?.identity.id,
    loseTokens: () => world.tokens.revokeAll(),
  });
  tokenRoute(app, world.organizations, world.tokens);
  app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => admit(request, reply, world));
    const routes = scope.withTypeProvider<ZodTypes>();
    organizationRoute(routes);
    blueprintRoutes(routes);
    upsertRoutes(routes);
    changeRoutes(routes);
    deleteRoutes(routes);
    readRoutes(routes);
    searchRoutes(routes);
    integrationRoutes(routes);
    integrationListRoutes(routes);
    resyncRoutes(routes);
    cursorRoutes(routes);
    telemetryRoutes(routes);
    ingestRoutes(routes);
    actionRoutes(routes);
    runRoutes(routes);
  });
}

async function admit(request: FastifyRequest, reply: FastifyReply, world: PortWorld): Promise<void> {
  const caller = authenticate(request, world.tokens, world.organizations.journal);
  request.setDecorator(CALLER, caller);
  const { headers, isRefused } = world.rates.count(caller.organization.identity.id, routeOf(request));
  reply.headers(headers);
  if (isRefused) throw new PortFault(429, 'rate_limit_exceeded', 'Too many requests');
}

function refuse(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message: string };
  const status = statusCode ?? 500;
  const name = error instanceof PortFault ? error.error : (UNREADABLE[status] ?? code ?? 'internal_error');
  return reply.code(status).send(Refusal.parse({ ok: false, error: name, message }));
}

export function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? request.url}`;
}
