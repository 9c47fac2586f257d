import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { createLogger, NestLogger, requireDatabaseUrl, type Config } from '@longshore/platform';
import { SchedulerModule } from './scheduler.module.js';

/** A scheduler that has begun its rounds; closing it ends them. */
export async function createScheduler(config: Config): Promise<INestApplicationContext> {
  const logger = new NestLogger(createLogger(config, 'scheduler'));
  const app = await NestFactory.createApplicationContext(SchedulerModule.forRoot(config, requireDatabaseUrl(config)), {
    logger,
    abortOnError: false,
  });
  return app.init();
}
