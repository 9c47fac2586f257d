import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { DatabaseOptions } from '@longshore/database';
import { createLogger, NestLogger, requireDatabaseUrl, type Config } from '@longshore/platform';
import { SchedulerModule } from './scheduler.module.js';

/** Its rounds are few, and each is short. */
const MAX_CONNECTIONS = 4;

/** A scheduler that has begun its rounds; closing it ends them. */
export async function createScheduler(config: Config): Promise<INestApplicationContext> {
  const logger = new NestLogger(createLogger(config, 'scheduler'));
  const module = SchedulerModule.forRoot(config, new DatabaseOptions(requireDatabaseUrl(config), MAX_CONNECTIONS));
  const app = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
  return app.init();
}
