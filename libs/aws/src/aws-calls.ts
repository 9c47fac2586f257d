import type { AwsAccount, RoleCredentials, RoleSessions, StageEffort } from '@longshore/domain';
import { AwsCallFailed } from '@longshore/domain';
import type { NativeService } from '@longshore/kinds';
import { judgeCallError } from './call-error.js';
import { cancelled, forManyCalls, pause } from './cancellation.js';
import { LruMap } from './lru-map.js';
import { isRegionName } from './regions.js';
import { RETRY_SCHEDULE, type RetrySchedule, retrying } from './retrying.js';
import { TokenBucket, type TokenBucketOptions } from './token-bucket.js';

type PacedService = NativeService | 'cloudcontrol' | 'cloudformation' | 'account';

/** Where AWS publishes nothing. */
const USUAL_PACE: TokenBucketOptions = { ceiling: 10, burst: 20 };

/** Cloud Control publishes no quota for reads; about 30/s per account and region were measured. The others publish theirs. */
const PACE: { readonly [service in PacedService]?: TokenBucketOptions } = {
  cloudcontrol: { ceiling: 25, burst: 25 },
  // Of its registry, which is slow and shared with whoever deploys stacks in the account.
  cloudformation: { ceiling: 3, burst: 6 },
  ec2: { ceiling: 20, burst: 50 },
  account: { ceiling: 5, burst: 5 },
  organizations: { ceiling: 5, burst: 8 },
  // All operations but sending: one request per second (Amazon SES quotas).
  sesv2: { ceiling: 1, burst: 1 },
};

const BUCKETS = 20_000;

export interface AwsCallsOptions {
  schedule?: RetrySchedule | undefined;
  /** Default true. */
  isPaced?: boolean | undefined;
}

export interface CallPlace {
  account: AwsAccount;
  region: string;
  service: PacedService;
  /** Where retries and throttles are counted. */
  spent?: Partial<StageEffort>;
}

/** Makes calls with a role's session: paced per account, region and service, retried, and every error an AwsCallFailed. */
export class AwsCalls {
  private readonly buckets = new LruMap<TokenBucket>(BUCKETS);

  constructor(
    private readonly sessions: RoleSessions,
    private readonly options: AwsCallsOptions = {},
  ) {}

  async run<T>(place: CallPlace, signal: AbortSignal, send: (credentials: RoleCredentials) => Promise<T>): Promise<T> {
    requireRegion(place.region);
    forManyCalls(signal);
    const { schedule = RETRY_SCHEDULE, isPaced = true } = this.options;
    const bucket = this.bucket(place);
    const { spent = {} } = place;
    let attempts = 0;
    let used: RoleCredentials | undefined;
    const attempt = async () => {
      if ((attempts += 1) > 1) spent.retries = (spent.retries ?? 0) + 1;
      if (isPaced) await pause(bucket.take(performance.now()), signal);
      used = await this.sessions.credentials(place.account, signal);
      const answer = await send(used);
      bucket.succeeded();
      return answer;
    };
    const judge = async (thrown: unknown) => {
      if (signal.aborted) return { remedy: 'none' as const, error: cancelled(signal) };
      const judgement = judgeCallError(thrown, place);
      if (judgement.remedy === 'slow-down') {
        bucket.throttled(performance.now());
        spent.throttles = (spent.throttles ?? 0) + 1;
      }
      if (judgement.remedy === 'new-session') await this.forget(place.account, used);
      return judgement;
    };
    return retrying(attempt, judge, { signal, schedule });
  }

  /** Calls run in parallel: only the first to learn that the session is lost may drop it, not the session opened since. */
  private async forget(account: AwsAccount, used: RoleCredentials | undefined): Promise<void> {
    const current = await this.sessions.credentials(account);
    if (current.accessKeyId === used?.accessKeyId) this.sessions.forget(account);
  }

  private bucket({ account, region, service }: CallPlace): TokenBucket {
    const key = `${account.awsAccountId}/${region}/${service}`;
    return this.buckets.obtain(key, () => new TokenBucket(PACE[service] ?? USUAL_PACE));
  }
}

/** The region becomes a part of the host name. */
function requireRegion(region: string): void {
  if (isRegionName(region)) return;
  const detail = `"${region}" is not the name of a region.`;
  throw new AwsCallFailed({ reason: 'unsupported', awsCode: 'InvalidRegion', detail });
}
