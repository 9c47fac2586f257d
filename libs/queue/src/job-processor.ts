import { WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DelayedError, type Job, UnrecoverableError, type WorkerOptions } from 'bullmq';
import { z } from 'zod';
import { within } from './within.js';

/**
 * The second argument of `@Processor`. A stalled job is not run again: the lease in PostgreSQL decides about that.
 * On Redis the first worker's stalledInterval throttles the check for all, so it is the same everywhere.
 * The worker starts with the application, not with its constructor.
 */
export const WORKER_OPTIONS: Omit<WorkerOptions, 'connection'> = {
  autorun: false,
  lockDuration: 60_000,
  stalledInterval: 30_000,
  maxStalledCount: 0,
};

/** A payload of a newer version waits this long for a worker that knows it. */
const PUT_BACK_MS = 30_000;

/** What a job may take to stop once the application shuts down. */
const STOP_DEADLINE_MS = 25_000;

interface JobKind<Payload> {
  version: number;
  payload: z.ZodType<Payload>;
}

/** Takes the jobs of one queue: extend it, decorate it with `@Processor(kind.queue, WORKER_OPTIONS)`, provide it. */
export abstract class JobProcessor<Payload>
  extends WorkerHost
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger(this.constructor.name);

  protected constructor(
    private readonly kind: JobKind<Payload>,
    /** Jobs at a time in this process. */
    private readonly concurrency: number,
  ) {
    super();
  }

  /** Does the work. The signal fires at shutdown; a run that has not ended 25 s later is abandoned. */
  abstract run(payload: Payload, signal: AbortSignal): Promise<void>;

  /** BullMQ passes the signal only to a function that declares three parameters. */
  override async process(job: Job, token?: string, signal?: AbortSignal): Promise<void> {
    const payload = this.kind.payload.safeParse(job.data);
    if (payload.success) {
      const stop = signal ?? new AbortController().signal;
      return within({ ms: STOP_DEADLINE_MS, after: stop }, this.run(payload.data, stop));
    }
    if (this.isOfAnotherVersion(job)) {
      await job.moveToDelayed(Date.now() + PUT_BACK_MS, token);
      throw new DelayedError();
    }
    throw new UnrecoverableError(z.prettifyError(payload.error));
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.concurrency;
    this.worker.on('error', (error) => this.logger.warn(error.message));
    this.worker.on('failed', (job, error) => this.logger.error(`Job ${job?.id ?? '?'} failed: ${error.message}`));
    this.worker.run().catch((error: unknown) => this.logger.error(error));
  }

  /** Closing comes first: it stops the worker from taking the next job while the present ones are told to stop. */
  async beforeApplicationShutdown(): Promise<void> {
    const closed = this.worker.close();
    this.worker.cancelAllJobs('shutting down');
    await closed;
  }

  private isOfAnotherVersion(job: Job): boolean {
    const { v } = Object(job.data) as { v?: unknown };
    return typeof v === 'number' && v !== this.kind.version;
  }
}
