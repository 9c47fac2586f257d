import type { AccountSyncJob } from '../jobs/account-sync.job.js';
import type { ReadKindsJob } from '../jobs/read-kinds.job.js';

/** Carries wake-ups to workers. Delivery is neither certain nor single; what hands them out makes up for both. */
export abstract class JobQueue {
  /** `priority`: 1 is served first; equal priorities in order of arrival. */
  abstract add(job: AccountSyncJob, priority: number): Promise<void>;

  /** A job that is lost is due again an hour later. */
  abstract readKinds(job: ReadKindsJob): Promise<void>;
}
