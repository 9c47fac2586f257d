import { accountSyncJob, JobQueue, keyRotationJob, readKindsJob } from '@longshore/domain';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { BullJobQueue } from './bull-job-queue.js';
import { queueConnection, type QueueOptions } from './connection.js';
import { KeyRotationSchedule } from './key-rotation-schedule.js';
import { QueueDepth } from './queue-depth.js';

const ACCOUNT_SYNC = getQueueToken(accountSyncJob.queue);
const READ_KINDS = getQueueToken(readKindsJob.queue);
const KEY_ROTATION = getQueueToken(keyRotationJob.queue);

/** BullMQ in a Nest application: JobQueue, QueueDepth and KeyRotationSchedule to inject, and what `@Processor` needs. */
export class QueueModule {
  static forRoot(options: QueueOptions): DynamicModule {
    return {
      module: QueueModule,
      imports: [
        BullModule.forRoot(queueConnection(options)),
        BullModule.registerQueue(
          { name: accountSyncJob.queue },
          { name: readKindsJob.queue },
          { name: keyRotationJob.queue },
        ),
      ],
      providers: [
        {
          provide: JobQueue,
          inject: [ACCOUNT_SYNC, READ_KINDS],
          useFactory: (syncs: Queue, kinds: Queue) => new BullJobQueue(logErrors(syncs), logErrors(kinds)),
        },
        {
          provide: KeyRotationSchedule,
          inject: [KEY_ROTATION],
          useFactory: (queue: Queue) => new KeyRotationSchedule(logErrors(queue)),
        },
        {
          provide: QueueDepth,
          inject: [ACCOUNT_SYNC, READ_KINDS, KEY_ROTATION],
          useFactory: (...queues: Queue[]) => new QueueDepth(queues),
        },
      ],
      exports: [BullModule, JobQueue, KeyRotationSchedule, QueueDepth],
    };
  }
}

/** Without a listener BullMQ writes lost connections to the console. */
function logErrors(queue: Queue): Queue {
  const logger = new Logger(`Queue ${queue.name}`);
  return queue.on('error', (error) => logger.warn(error.message));
}
