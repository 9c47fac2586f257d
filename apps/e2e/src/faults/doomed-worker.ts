import 'reflect-metadata';
import type { AccountSyncJob } from '@longshore/domain';
import { loadConfig } from '@longshore/platform';
import { RunAccountSync } from '@longshore/sync';
import { Fates, type Fate } from './life.js';
import { SHORT_LEASE } from './short-lease.js';
import { createTestWorker } from './test-worker.js';

/** What the parent sends: the work, and where this process ends; null: it lives. */
export interface Doom {
  jobs: AccountSyncJob[];
  fate: Omit<Fate, 'what'> | null;
}

/** What a worker tells that has come to the end of its work, by `before PageLedger.intend`. */
export interface Survived {
  moments: Record<string, number>;
}

const NEVER = new AbortController().signal;
let fates = new Fates([]);

const worker = await createTestWorker(loadConfig(), {
  strike: async (moment) => {
    if (fates.take(moment)) process.kill(process.pid, 'SIGKILL');
  },
  lease: SHORT_LEASE,
  maxConnections: 4,
});
process.on('message', ({ jobs, fate }: Doom) => {
  fates = new Fates(fate ? [{ ...fate, what: 'vanishes' }] : []);
  void carryOut(jobs);
});
// Its parent is gone.
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

async function carryOut(jobs: AccountSyncJob[]): Promise<void> {
  for (const job of jobs) await worker.get(RunAccountSync).run(job, 'doomed', NEVER);
  process.send?.({ moments: fates.moments } satisfies Survived);
}
