import { type AccountSyncJob, accountSyncJob, JobQueue, type ReadKindsJob, readKindsJob } from '@longshore/domain';
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

/** Wake-ups in BullMQ, on either backend. */
export class BullJobQueue extends JobQueue {
  constructor(
    private readonly accountSyncs: Queue,
    private readonly kindReadings: Queue,
  ) {
    super();
  }

  override async add(job: AccountSyncJob, priority: number): Promise<void> {
    await inTime(this.accountSyncs.add(accountSyncJob.queue, job, { ...JOB_OPTIONS, priority }));
  }

  override async readKinds(job: ReadKindsJob): Promise<void> {
    await inTime(this.kindReadings.add(readKindsJob.queue, job, JOB_OPTIONS));
  }
}

async function inTime(added: Promise<unknown>): Promise<void> {
  try {
    await within({ ms: ADD_TIMEOUT_MS }, added);
  } catch (error) {
    throw new QueueUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
