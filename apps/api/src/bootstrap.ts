import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DatabaseOptions } from '@longshore/database';
import {
  type Config,
  createLogger,
  loadAdminToken,
  loadEncryptionKey,
  Metrics,
  NestLogger,
  requireDatabaseUrl,
} from '@longshore/platform';
import { ApiModule } from './api.module.js';
import { AdminToken } from './http/admin-token.js';
import { addBodyParsers, MAX_BODY_BYTES } from './http/body-parsers.js';
import { inputValidation } from './http/input-validation.pipe.js';
import { ProblemFilter } from './http/problem.filter.js';
import { requestId } from './http/request-id.js';
import { addRequestHooks } from './http/request-hooks.js';
import { serveDocumentation } from './openapi.js';
import { DatabaseReadiness } from './operations/database-readiness.js';

/** Long enough for an ARN with a path as an identifier in a URL. */
const MAX_PATH_PART = 1_024;

/**
 * The API, ready to `listen`. `config.databaseUrl` must be set. It starts although the database is down, because the
 * issuer's documents are served from disk then; it refuses a database that is there but unsafe or outdated.
 */
export async function createApi(config: Config): Promise<NestFastifyApplication> {
  const database = new DatabaseOptions(requireDatabaseUrl(config));
  const logger = createLogger(config, 'api');
  const readiness = new DatabaseReadiness(database);
  const problem = await readiness.problemAtStart();
  if (problem) logger.warn({ err: problem }, 'The database is away: only the issuer is served, from its last snapshot');
  const adminToken = new AdminToken((await loadAdminToken(config)).value);
  const encryptionKey = await loadEncryptionKey(config);
  const module = ApiModule.forRoot({ config, database, readiness, encryptionKey, adminToken });
  const app = await NestFactory.create<NestFastifyApplication>(module, fastify(), {
    logger: new NestLogger(logger),
    // Whoever starts a process decides what a failed start means.
    abortOnError: false,
    // What a tenant sent as JSON is given back as it was sent.
    rawBody: true,
  });
  addRequestHooks(app.getHttpAdapter().getInstance(), logger, app.get(Metrics));
  addBodyParsers(app);
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(inputValidation());
  serveDocumentation(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

function fastify(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    genReqId: requestId,
    // Progress streams never end by themselves; closing must not wait for them.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_PATH_PART },
  });
}
