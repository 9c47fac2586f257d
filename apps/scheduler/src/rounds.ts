import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DeletionRounds } from './deletion-rounds.js';
import { KindRounds } from './kind-rounds.js';
import type { Round } from './round.js';
import { SyncRounds } from './sync-rounds.js';
import { UpkeepRounds } from './upkeep-rounds.js';

/** Runs each round on its beat; one that fails is tried again at its next. */
@Injectable()
export class Rounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Rounds.name);
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>[] = [];

  constructor(
    private readonly syncs: SyncRounds,
    private readonly deletions: DeletionRounds,
    private readonly kinds: KindRounds,
    private readonly upkeep: UpkeepRounds,
  ) {}

  onApplicationBootstrap(): void {
    const { syncs, deletions, kinds, upkeep } = this;
    for (const { rounds } of [syncs, deletions, kinds, upkeep])
      for (const round of rounds) this.running.push(this.repeat(round));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async repeat({ name, everyMs, run }: Round): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await run().catch((error: unknown) => this.log.error(`Could not ${name}: ${String(error)}`));
      // Rejects when the process stops; the loop sees that by itself.
      await delay(everyMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}
