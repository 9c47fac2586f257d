import type { AccountSyncJob } from '../jobs/account-sync.job.js';

/** Carries wake-ups to workers. Delivery is neither certain nor single; the repair loop makes up for both. */
export abstract class JobQueue {
  /** `priority`: 1 is served first; equal priorities in order of arrival. */
  abstract add(job: AccountSyncJob, priority: number): Promise<void>;
}
