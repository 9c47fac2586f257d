import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { env } from 'node:process';
import { type AccountSyncJob, accountSyncJob, JobQueue, keyRotationJob, readKindsJob } from '@longshore/domain';
import { testDatabase, type TestDatabase } from '@longshore/database/testing';
import { parseRedisUrl, type RedisTarget } from '@longshore/platform';
import { getQueueToken, Processor } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { JobProcessor, WORKER_OPTIONS } from './job-processor.js';
import { KeyRotationSchedule } from './key-rotation-schedule.js';
import { migrateQueue } from './migrate-queue.js';
import { QueueDepth } from './queue-depth.js';
import { QueueModule } from './queue.module.js';

type Run = (job: AccountSyncJob, signal: AbortSignal) => Promise<void>;

class AccountSyncProcessor extends JobProcessor<AccountSyncJob> {
  constructor(private readonly work: Run) {
    super(accountSyncJob, 1);
  }

  run(job: AccountSyncJob, signal: AbortSignal): Promise<void> {
    return this.work(job, signal);
  }
}
// What the decorator does; Vitest leaves the syntax in specs untransformed.
Processor(accountSyncJob.queue, WORKER_OPTIONS)(AccountSyncProcessor);

// Spec files run side by side: each has a Redis database of its own, or it would take the others' jobs.
const redisUrl = env['REDIS_URL'] && Object.assign(new URL(env['REDIS_URL']), { pathname: '/9' }).href;
const redisTarget = redisUrl ? parseRedisUrl(redisUrl) : null;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await migrateQueue(database.url);
});

afterAll(() => database.close());

describe('the queue migration', () => {
  it('changes nothing when it runs again', async () => {
    await expect(migrateQueue(database.url)).resolves.toBeUndefined();
  });
});

const backends: { backend: string; isHere: boolean; redis: RedisTarget | null }[] = [
  { backend: 'PostgreSQL', isHere: true, redis: null },
  { backend: 'Redis (runs when REDIS_URL is set)', isHere: redisTarget !== null, redis: redisTarget },
];

for (const { backend, isHere, redis } of backends) {
  describe.runIf(isHere)(`the job queue on ${backend}`, () => {
    const applications: INestApplicationContext[] = [];

    const start = async (...processors: JobProcessor<AccountSyncJob>[]) => {
      const providers = processors.map((processor) => ({ provide: AccountSyncProcessor, useValue: processor }));
      const module = {
        module: class {},
        imports: [QueueModule.forRoot({ databaseUrl: database.url, redis })],
        providers,
      };
      const application = await NestFactory.createApplicationContext(module, { logger: false });
      await application.init();
      applications.push(application);
      return application;
    };

    const queueOf = (application: INestApplicationContext, name: string) => application.get<Queue>(getQueueToken(name));

    afterEach(async () => {
      const [first] = applications;
      if (first) await queueOf(first, accountSyncJob.queue).obliterate({ force: true });
      await Promise.all(applications.splice(0).map((application) => application.close()));
    });

    const job = () => accountSyncJob.payload.parse({ v: 1, tenantId: randomUUID(), accountSyncId: randomUUID() });

    it('delivers jobs by priority, and equal ones in order of arrival', async () => {
      const jobs = [job(), job(), job(), job()] as const;
      const seen: AccountSyncJob[] = [];
      const producer = await start();
      const queue = producer.get(JobQueue);
      await queue.add(jobs[0], 5);
      await queue.add(jobs[1], 2);
      await queue.add(jobs[2], 2);
      await queue.add(jobs[3], 1);

      await new Promise<void>((resolve, reject) => {
        const run = async (taken: AccountSyncJob) => {
          seen.push(taken);
          if (seen.length === jobs.length) resolve();
        };
        start(new AccountSyncProcessor(run)).catch(reject);
      });

      expect(seen).toEqual([jobs[3], jobs[1], jobs[2], jobs[0]]);
    });

    it('counts what waits', async () => {
      const producer = await start();
      await producer.get(JobQueue).add(job(), 1);
      await producer.get(JobQueue).add(job(), 2);
      const { tenantId, integrationId } = { tenantId: randomUUID(), integrationId: randomUUID() };
      const due = readKindsJob.payload.parse({ v: 1, tenantId, integrationId });
      await producer.get(JobQueue).readKinds(due);

      const depths = await producer.get(QueueDepth).read();

      expect(depths).toEqual([
        { queue: accountSyncJob.queue, waiting: 2, active: 0, delayed: 0, failed: 0 },
        expect.objectContaining({ queue: readKindsJob.queue, waiting: 1 }),
        expect.objectContaining({ queue: keyRotationJob.queue, failed: 0 }),
      ]);
    });

    it('tells a running job to stop at shutdown and waits until it has', async () => {
      const events: string[] = [];
      const producer = await start();
      const worker = await new Promise<INestApplicationContext>((resolve, reject) => {
        const run: Run = async (_job, signal) => {
          started.then(resolve, reject);
          await once(signal, 'abort');
          events.push(`stopped: ${signal.reason}`);
        };
        const started = start(new AccountSyncProcessor(run));
        producer.get(JobQueue).add(job(), 1).catch(reject);
      });

      await worker.close();
      events.push('closed');

      expect(events).toEqual(['stopped: shutting down', 'closed']);
      expect(await queueOf(producer, accountSyncJob.queue).getJobCounts('active', 'failed')).toEqual({
        active: 0,
        failed: 0,
      });
    });

    it('puts a payload of a newer version back and fails one that is no job', async () => {
      const producer = await start();
      const queue = queueOf(producer, accountSyncJob.queue);
      await queue.add(accountSyncJob.queue, { ...job(), v: 2 }, { priority: 1 });
      await queue.add(accountSyncJob.queue, { v: 1, tenantId: 'nobody' }, { priority: 2 });
      const good = job();
      await producer.get(JobQueue).add(good, 3);

      const taken = await new Promise<AccountSyncJob>((resolve, reject) => {
        start(new AccountSyncProcessor(async (payload) => resolve(payload))).catch(reject);
      });

      expect(taken).toEqual(good);
      expect(await queue.getJobCounts('delayed', 'failed')).toEqual({ delayed: 1, failed: 1 });
    });

    it('keeps one schedule for key rotation', async () => {
      const application = await start();

      await application.get(KeyRotationSchedule).start();
      await application.get(KeyRotationSchedule).start();

      const schedulers = await queueOf(application, keyRotationJob.queue).getJobSchedulers();
      expect(schedulers.map(({ key, every }) => ({ key, every }))).toEqual([
        { key: keyRotationJob.queue, every: keyRotationJob.everyMs },
      ]);
    });
  });
}
