import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Workload, WorkloadStore } from '@longshore/database';
import { Metrics, type Readings } from '@longshore/platform';

/** Three gauges make one reading of the database. */
const FRESH_MS = 1_000;

/** What the installation has to do, read from the database, so that it does not matter which process is asked. */
@Injectable()
export class WorkloadMetrics implements OnModuleInit {
  private reading: Promise<Workload> | undefined;
  private readAt = 0;

  constructor(
    private readonly metrics: Metrics,
    private readonly workload: WorkloadStore,
  ) {}

  onModuleInit(): void {
    const { metrics } = this;
    metrics.gauge('longshore_account_syncs', 'Account syncs that wait or run.', ['state'], async () =>
      byState((await this.read()).accountSyncs),
    );
    metrics.gauge('longshore_syncs_last_day', 'Syncs opened in the last 24 hours.', ['state'], async () =>
      byState((await this.read()).syncs),
    );
    metrics.gauge('longshore_oldest_ready_seconds', 'How long the oldest account sync has waited.', [], async () => [
      { labels: {}, value: (await this.read()).oldestReadySeconds },
    ]);
  }

  private read(): Promise<Workload> {
    if (!this.reading || Date.now() - this.readAt > FRESH_MS) {
      this.readAt = Date.now();
      this.reading = this.workload.read();
    }
    return this.reading;
  }
}

function byState(counts: { state: string; count: number }[]): Readings {
  return counts.map(({ state, count }) => ({ labels: { state }, value: count }));
}
