import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { accountSyncJob, type AccountSyncId, type AccountSyncJob } from '@longshore/domain';
import { JobProcessor, WORKER_OPTIONS } from '@longshore/queue';

type Work = (job: AccountSyncJob) => Promise<void>;

/** Tenants that play side by side, each with its two accounts, wait for nobody's job. */
const SLOTS = 50;

/** Where jobs that the queue delivers meet the lives that are to carry them out: whichever comes first waits for the other. */
export class JobDesk {
  private readonly expected = new Map<AccountSyncId, Work>();
  private readonly early = new Map<AccountSyncId, () => void>();

  /** Has the next job of that account sync carried out so; ends with it. */
  expect(id: AccountSyncId, work: Work): Promise<void> {
    return new Promise((resolve, reject) => {
      this.expected.set(id, (job) => work(job).then(resolve, reject));
      this.early.get(id)?.();
    });
  }

  /** A job was delivered. The signal ends its wait for a life. */
  async take(job: AccountSyncJob, signal: AbortSignal): Promise<void> {
    const id = job.accountSyncId;
    if (!this.expected.has(id))
      await new Promise<void>((resolve) => {
        this.early.set(id, resolve);
        signal.addEventListener('abort', () => resolve());
      });
    const work = this.expected.get(id);
    this.early.delete(id);
    this.expected.delete(id);
    await work?.(job);
  }
}

/** In the place of the processor that ships: what is to happen to a worker is up to a schedule. */
@Injectable()
@Processor(accountSyncJob.queue, WORKER_OPTIONS)
export class DeskProcessor extends JobProcessor<AccountSyncJob> {
  constructor(private readonly desk: JobDesk) {
    super(accountSyncJob, SLOTS);
  }

  override run(job: AccountSyncJob, signal: AbortSignal): Promise<void> {
    return this.desk.take(job, signal);
  }
}
