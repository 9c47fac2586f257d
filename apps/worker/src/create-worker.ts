import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseOptions } from '@longshore/database';
import { createLogger, NestLogger, requireDatabaseUrl, type Config } from '@longshore/platform';
import { WorkerModule } from './worker.module.js';

export interface WorkerOptions {
  /** Whether calls keep to the pace that AWS allows. Default true; benchmarks against a stand-in without limits set false. */
  isPaced?: boolean;
}

/** A worker that takes jobs. Closing it finishes the pages in hand and gives the rest back. */
export async function createWorker(
  config: Config,
  { isPaced = true }: WorkerOptions = {},
): Promise<INestApplicationContext> {
  const logger = new NestLogger(createLogger(config, 'worker'));
  const module = WorkerModule.forRoot(config, new DatabaseOptions(requireDatabaseUrl(config)), isPaced);
  const app = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
  return app.init();
}
