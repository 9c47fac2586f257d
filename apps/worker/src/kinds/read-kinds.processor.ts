import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { type ReadKindsJob, readKindsJob } from '@longshore/domain';
import { ReadKinds } from '@longshore/integrations';
import { JobProcessor, WORKER_OPTIONS } from '@longshore/queue';

/** Reads what types the accounts of an integration have for themselves. */
@Injectable()
@Processor(readKindsJob.queue, WORKER_OPTIONS)
export class ReadKindsProcessor extends JobProcessor<ReadKindsJob> {
  constructor(private readonly readKinds: ReadKinds) {
    super(readKindsJob, 1);
  }

  override async run({ tenantId, integrationId }: ReadKindsJob, signal: AbortSignal): Promise<void> {
    await this.readKinds.run(tenantId, integrationId, signal);
  }
}
