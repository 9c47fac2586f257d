import { Injectable } from '@nestjs/common';
import { QueueKindReadings } from '@longshore/integrations';
import type { Round } from './round.js';

/** What keeps the types that accounts have for themselves known. */
@Injectable()
export class KindRounds {
  readonly rounds: Round[];

  constructor(queueKindReadings: QueueKindReadings) {
    this.rounds = [{ name: 'have the types of accounts read', everyMs: 5_000, run: () => queueKindReadings.run() }];
  }
}
