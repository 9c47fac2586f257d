import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseOptions } from '@longshore/database';
import { createLogger, NestLogger, requireDatabaseUrl, type Config } from '@longshore/platform';
import { WorkerModule } from './worker.module.js';

/** A worker that takes jobs. Closing it finishes the pages in hand and gives the rest back. */
export async function createWorker(config: Config): Promise<INestApplicationContext> {
  const logger = new NestLogger(createLogger(config, 'worker'));
  const module = WorkerModule.forRoot(config, new DatabaseOptions(requireDatabaseUrl(config)));
  const app = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
  return app.init();
}
