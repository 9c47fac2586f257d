import { Injectable } from '@nestjs/common';
import { CarryOutOperations, RetireJournal } from '@longshore/sync';
import type { Round } from './round.js';

/** What carries out restorations, prunes and removals, and lets go of what is kept for a while only. */
@Injectable()
export class DeletionRounds {
  readonly rounds: Round[];

  constructor(carryOutOperations: CarryOutOperations, retireJournal: RetireJournal) {
    this.rounds = [
      { name: 'carry out operations', everyMs: 1_000, run: () => carryOutOperations.run() },
      { name: 'retire the journal', everyMs: 60 * 60 * 1000, run: () => retireJournal.run() },
    ];
  }
}
