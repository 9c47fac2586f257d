import { Injectable } from '@nestjs/common';
import { CarryOutOperations, PruneGoneAccounts, RetireJournal } from '@longshore/sync';
import type { Round } from './round.js';

const HOUR_MS = 60 * 60 * 1000;

/** What opens and carries out restorations, prunes and removals, and lets go of what is kept for a while only. */
@Injectable()
export class DeletionRounds {
  readonly rounds: Round[];

  constructor(carryOutOperations: CarryOutOperations, pruneGone: PruneGoneAccounts, retireJournal: RetireJournal) {
    this.rounds = [
      { name: 'carry out operations', everyMs: 1_000, run: () => carryOutOperations.run() },
      { name: 'prune accounts that are gone', everyMs: HOUR_MS, run: () => pruneGone.run() },
      { name: 'retire the journal', everyMs: HOUR_MS, run: () => retireJournal.run() },
    ];
  }
}
