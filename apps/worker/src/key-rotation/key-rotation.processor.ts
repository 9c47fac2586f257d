import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { keyRotationJob } from '@longshore/domain';
import { RotateSigningKeys } from '@longshore/issuer';
import { JobProcessor, WORKER_OPTIONS } from '@longshore/queue';

/** Moves the signing keys on when one is due. */
@Injectable()
@Processor(keyRotationJob.queue, WORKER_OPTIONS)
export class KeyRotationProcessor extends JobProcessor<{ v: 1 }> {
  constructor(private readonly rotateSigningKeys: RotateSigningKeys) {
    super(keyRotationJob, 1);
  }

  override async run(): Promise<void> {
    await this.rotateSigningKeys.run();
  }
}
