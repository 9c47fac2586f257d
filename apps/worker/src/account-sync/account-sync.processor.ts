import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { accountSyncJob, type AccountSyncJob } from '@longshore/domain';
import { JobProcessor, WORKER_OPTIONS } from '@longshore/queue';
import { RunAccountSync } from '@longshore/sync';
import { WorkerName } from '../worker-name.js';

/** Account syncs that one process works on at a time: each waits for AWS and Port most of its time. */
const SLOTS = 5;

/** Carries out one account sync. */
@Injectable()
@Processor(accountSyncJob.queue, WORKER_OPTIONS)
export class AccountSyncProcessor extends JobProcessor<AccountSyncJob> {
  constructor(
    private readonly runAccountSync: RunAccountSync,
    private readonly name: WorkerName,
  ) {
    super(accountSyncJob, SLOTS);
  }

  override async run(job: AccountSyncJob, signal: AbortSignal): Promise<void> {
    await this.runAccountSync.run(job, this.name.value, signal);
  }
}
