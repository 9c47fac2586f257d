import { keyRotationJob } from '@longshore/domain';
import type { Queue } from 'bullmq';
import { JOB_OPTIONS } from './bull-job-queue.js';

/** Has one key rotation job queued every hour, however many processes ask for it. */
export class KeyRotationSchedule {
  constructor(private readonly queue: Queue) {}

  async start(): Promise<void> {
    await this.queue.upsertJobScheduler(
      keyRotationJob.queue,
      { every: keyRotationJob.everyMs },
      { name: keyRotationJob.queue, data: { v: keyRotationJob.version }, opts: JOB_OPTIONS },
    );
  }
}
