import { Injectable } from '@nestjs/common';
import { DispatchStore, PortBudgetStore } from '@longshore/database';
import { KeyRotationSchedule } from '@longshore/queue';
import { FinishTenantDeletions } from '@longshore/tenants';
import type { Round } from './round.js';

const HOUR_MS = 60 * 60 * 1000;

/** What keeps the house in order. */
@Injectable()
export class UpkeepRounds {
  readonly rounds: Round[];

  constructor(
    keyRotation: KeyRotationSchedule,
    finishTenantDeletions: FinishTenantDeletions,
    dispatch: DispatchStore,
    portBudgets: PortBudgetStore,
  ) {
    this.rounds = [
      // A queue that lost everything has no schedule either.
      { name: 'schedule key rotation', everyMs: HOUR_MS, run: () => keyRotation.start() },
      { name: 'finish tenant deletions', everyMs: 60_000, run: () => finishTenantDeletions.run() },
      { name: 'maintain partitions', everyMs: 6 * HOUR_MS, run: () => dispatch.maintainPartitions() },
      {
        name: 'forget unused budgets of Port organizations',
        everyMs: 6 * HOUR_MS,
        run: () => portBudgets.forgetUnused(),
      },
    ];
  }
}
