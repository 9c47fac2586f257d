import type { INestApplicationContext } from '@nestjs/common';
import type { Config } from '@longshore/platform';
import { migrateQueue } from '@longshore/queue';
import { createScheduler } from '@longshore/scheduler';
import { createWorker } from '@longshore/worker';

/** Scheduler and worker beside the API of a rig, so that its syncs are carried out. */
export async function startWork(config: Config, databaseUrl: string): Promise<() => Promise<void>> {
  await migrateQueue(databaseUrl);
  const running: INestApplicationContext[] = [await createScheduler(config), await createWorker(config)];
  return async () => {
    for (const app of running) await app.close();
  };
}
