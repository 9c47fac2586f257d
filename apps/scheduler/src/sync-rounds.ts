import { Injectable } from '@nestjs/common';
import { DispatchAccountSyncs, OpenDueSyncs, RepairSyncs } from '@longshore/sync';
import type { Round } from './round.js';

/** What keeps syncs coming and ending. */
@Injectable()
export class SyncRounds {
  readonly rounds: Round[];

  constructor(openDueSyncs: OpenDueSyncs, dispatchAccountSyncs: DispatchAccountSyncs, repairSyncs: RepairSyncs) {
    this.rounds = [
      { name: 'open due syncs', everyMs: 1_000, run: () => openDueSyncs.run() },
      { name: 'dispatch account syncs', everyMs: 250, run: () => dispatchAccountSyncs.run() },
      // A lease lasts 45 s and is another's 20 s later: work goes on within 70 s of whatever ended its worker.
      { name: 'repair syncs', everyMs: 3_000, run: () => repairSyncs.run() },
    ];
  }
}
