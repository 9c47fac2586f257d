import { type AccountSyncJob, accountSyncJob, JobQueue } from '@longshore/domain';
import type { JobsOptions, Queue } from 'bullmq';
import { QueueUnavailable } from './queue-unavailable.error.js';
import { within } from './within.js';

/**
 * One attempt, and no jobId: a lease decides who works, and a finished job with the same id would make `add` a silent
 * no-op. Failed wake-ups are kept an hour for whoever looks into them.
 */
export const JOB_OPTIONS: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: { age: 3600 } };

/** A caller waits no longer; a command that Redis takes later is a doubled wake-up, which harms nobody. */
const ADD_TIMEOUT_MS = 5_000;

/** Wake-ups for account syncs in BullMQ, on either backend. */
export class BullJobQueue extends JobQueue {
  constructor(private readonly queue: Queue) {
    super();
  }

  override async add(job: AccountSyncJob, priority: number): Promise<void> {
    const added = this.queue.add(accountSyncJob.queue, job, { ...JOB_OPTIONS, priority });
    try {
      await within({ ms: ADD_TIMEOUT_MS }, added);
    } catch (error) {
      throw new QueueUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}
