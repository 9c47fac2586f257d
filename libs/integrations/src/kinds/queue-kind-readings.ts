import { KindReadings } from '@longshore/database';
import { JobQueue, readKindsJob } from '@longshore/domain';
import { Injectable } from '@nestjs/common';

const AT_ONCE = 20;

/** Has the own types read of every integration that is due. Safe in several schedulers at once. */
@Injectable()
export class QueueKindReadings {
  constructor(
    private readonly readings: KindReadings,
    private readonly queue: JobQueue,
  ) {}

  async run(): Promise<void> {
    for (const due of await this.readings.claimDue(AT_ONCE))
      await this.queue.readKinds({ v: readKindsJob.version, ...due });
  }
}
