import { Injectable, Logger } from '@nestjs/common';
import { SigningKeyStore } from '@longshore/database';
import { Clock } from '@longshore/domain';
import { EncryptionKey } from '@longshore/platform';
import { type RotationStep, nextStep } from './key-schedule.js';
import { createSigningKey } from './signing-key-pair.js';

/**
 * Takes every step of the key schedule that is due. Any process may run it, as often as it likes and at the same time
 * as others: each step is one guarded transaction, and the next is decided from what is stored by then.
 */
@Injectable()
export class RotateSigningKeys {
  private readonly log = new Logger(RotateSigningKeys.name);

  constructor(
    private readonly store: SigningKeyStore,
    private readonly encryptionKey: EncryptionKey,
    private readonly clock: Clock,
  ) {}

  async run(now: Date = this.clock.now()): Promise<void> {
    for (;;) {
      const due = nextStep(await this.store.list(), now);
      if (!due) return;
      if (await this.take(due, now)) this.log.log(`Signing keys: ${due.step} ${'kid' in due ? due.kid : ''}`.trim());
    }
  }

  /** False when another process took the step first. */
  private async take(due: RotationStep, now: Date): Promise<boolean> {
    switch (due.step) {
      case 'create':
        return this.store.insert(await createSigningKey(this.encryptionKey, now));
      case 'activate':
        return this.store.activate(due.kid, due.predecessorRetireAt);
      case 'retire':
        return this.store.retire(due.kid);
    }
  }
}
