import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  type AwsAccount,
  AwsAccountId,
  AwsCallFailed,
  parseRoleArn,
  type RoleCredentials,
  RoleSessions,
  type WorkloadTokens,
} from '@longshore/domain';
import { AssumeRole, type WebIdentityOptions } from './assume-role.js';
import { unlessCancelled } from './cancellation.js';
import { judgeCallError } from './call-error.js';
import { clientOptions } from './client-options.js';
import { LruMap } from './lru-map.js';
import { homeRegion } from './regions.js';
import { RETRY_SCHEDULE, retrying } from './retrying.js';
import { metadataOnly } from './session-policy.js';

/** The longest that every role allows (MaxSessionDuration is at least an hour). */
const SESSION_SECONDS = 3_600;

/** Renewal begins this long before the end, and up to as much earlier: sessions opened together do not renew together. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** After a renewal failed, the session that still runs is used this long before the next try. */
const RENEW_AGAIN_MS = 30_000;

const CAPACITY = 10_000;
const NEVER = new AbortController().signal;

interface HeldSession {
  credentials?: RoleCredentials | undefined;
  renewAt: number;
  pending?: Promise<RoleCredentials> | undefined;
}

/** Sessions from AssumeRoleWithWebIdentity with our own token; the role's trust policy names our issuer and the subject. */
export class WebIdentitySessions extends RoleSessions {
  private readonly held = new LruMap<HeldSession>(CAPACITY);
  private readonly role: AssumeRole;

  constructor(
    tokens: WorkloadTokens,
    private readonly options: WebIdentityOptions = {},
  ) {
    super();
    this.role = new AssumeRole(tokens, options);
  }

  override async credentials(account: AwsAccount, signal?: AbortSignal): Promise<RoleCredentials> {
    const session = this.sessionOf(account);
    if (session.credentials && Date.now() < session.renewAt) return session.credentials;
    session.pending ??= this.open(account, session).finally(() => {
      session.pending = undefined;
    });
    return unlessCancelled(session.pending, signal);
  }

  override async identity(account: AwsAccount, signal: AbortSignal = NEVER): Promise<AwsAccountId> {
    const region = homeRegion(parseRoleArn(account.roleArn).partition);
    const ask = async () => {
      const credentials = await this.credentials(account, signal);
      const client = new STSClient(clientOptions(region, this.options, credentials));
      return client.send(new GetCallerIdentityCommand(), { abortSignal: signal });
    };
    const judge = (thrown: unknown) => {
      const judgement = judgeCallError(thrown, { region });
      if (judgement.remedy === 'new-session') this.forget(account);
      return judgement;
    };
    const { Account } = await this.retrying(ask, judge, signal);
    return AwsAccountId.parse(Account);
  }

  override forget(account: AwsAccount): void {
    this.sessionOf(account).credentials = undefined;
  }

  /** What a session may read is settled when it is opened. */
  private sessionOf({ tenantId, integrationId, roleArn, reads = [] }: AwsAccount): HeldSession {
    return this.held.obtain([tenantId, integrationId, roleArn, ...reads].join('/'), () => ({ renewAt: 0 }));
  }

  /** Others wait for the result too, so no caller's signal ends it. */
  private async open(account: AwsAccount, session: HeldSession): Promise<RoleCredentials> {
    const { credentials: current } = session;
    try {
      const policy = metadataOnly(parseRoleArn(account.roleArn).partition, account.reads);
      const credentials = await this.role.assume(account, policy, SESSION_SECONDS);
      session.credentials = credentials;
      session.renewAt = credentials.expiration.getTime() - RENEW_BEFORE_MS * (1 + Math.random());
      return credentials;
    } catch (error) {
      const stillRuns = current && current.expiration.getTime() - Date.now() > RENEW_AGAIN_MS;
      if (!stillRuns || !(error instanceof AwsCallFailed)) throw error;
      session.renewAt = Date.now() + RENEW_AGAIN_MS;
      return current;
    }
  }

  private retrying<T>(
    ask: () => Promise<T>,
    judge: Parameters<typeof retrying<T>>[1],
    signal: AbortSignal,
  ): Promise<T> {
    return retrying(ask, judge, { signal, schedule: this.options.schedule ?? RETRY_SCHEDULE });
  }
}
