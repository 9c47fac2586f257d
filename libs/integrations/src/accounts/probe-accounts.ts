import { AccountStore, type AccountRow } from '@longshore/database';
import { AssumeRoleDenied, AwsCallFailed, RoleSessions, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { sessionFor } from './account-session.js';
import { inLanes } from './in-lanes.js';

/** A thousand accounts are tried within seconds, far below what STS allows. */
const AT_ONCE = 20;

const WITHIN_MS = 60_000;

export interface Probe {
  reached: AccountRow[];
  refused: { account: AccountRow; error: AssumeRoleDenied }[];
  /** STS did not answer for these: nothing is known about them. */
  unanswered: { account: AccountRow; detail: string }[];
}

/** Tries the roles of many accounts and records which work. */
@Injectable()
export class ProbeAccounts {
  constructor(
    private readonly sessions: RoleSessions,
    private readonly accounts: AccountStore,
  ) {}

  /** `isFresh`: also those whose session is at hand, which would pass although the role has gone. */
  async run(tenantId: TenantId, accounts: readonly AccountRow[], { isFresh = false } = {}): Promise<Probe> {
    const probe: Probe = { reached: [], refused: [], unanswered: [] };
    const signal = AbortSignal.timeout(WITHIN_MS);
    await inLanes(accounts, AT_ONCE, async (account) => {
      const session = sessionFor(tenantId, account, isFresh ? 'verify' : 'accounts');
      if (isFresh) this.sessions.forget(session);
      await this.sessions.credentials(session, signal).then(
        () => probe.reached.push(account),
        (error: unknown) => note(probe, account, error),
      );
    });
    const ids = probe.reached.map(({ id }) => id);
    if (ids.length > 0) await this.accounts.reached(tenantId, ids);
    const refused = probe.refused.map(({ account, error }) => ({ id: account.id, detail: error.message }));
    if (refused.length > 0) await this.accounts.refused(tenantId, refused);
    return probe;
  }
}

function note(probe: Probe, account: AccountRow, error: unknown): void {
  if (error instanceof AssumeRoleDenied && error.isAboutRole) probe.refused.push({ account, error });
  else if (error instanceof AssumeRoleDenied || error instanceof AwsCallFailed) {
    probe.unanswered.push({ account, detail: error.message });
  } else throw error;
}
