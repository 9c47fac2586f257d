import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { DispatchStore } from '@longshore/database';
import { EffectiveSwitches } from '../effective-switches.js';
import { Turn } from './turn.js';

/** Begins the turns of account syncs, which end by the switches and the queue as they are then. */
@Injectable()
export class Turns {
  constructor(
    private readonly switches: EffectiveSwitches,
    private readonly dispatch: DispatchStore,
  ) {}

  async begin(tenantId: TenantId, stopping: AbortSignal): Promise<Turn> {
    const watch = { switches: () => this.switches.of(tenantId), othersWait: () => this.dispatch.othersWait() };
    return Turn.begin(watch, stopping);
  }
}
