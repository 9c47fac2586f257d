import { createHash } from 'node:crypto';
import { authorize, type Permissions } from '../policy/authorize.js';
import { managedPolicy } from '../policy/managed-policies.js';
import { parsePermissions } from '../policy/policy-document.js';
import { remembering } from '../remembering.js';
import type { Verdict } from '../service.js';
import type { KeyHolder } from '../signature/authenticate.js';
import type { Role } from '../state/account-state.js';
import type { AwsState } from '../state/aws-state.js';
import { sessionStatements } from '../sts/session-policies.js';
import { assumedRoleArn, type Session, type SessionTokens } from '../sts/session-tokens.js';

/** Who sent a request, and what they may do. */
export interface Identity {
  accountId: string;
  arn: string;
  userId: string;
  allows(region: string, action: string, resource?: string): Verdict;
}

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The holders of access keys: sessions of roles, and each account's console administrator, who alone has a lasting key. */
export class Callers {
  constructor(
    private readonly state: AwsState,
    private readonly tokens: SessionTokens,
  ) {}

  administrator(accountId: string): AccessKey {
    if (!this.state.accounts.has(accountId)) throw new Error(`The sandbox has no account ${accountId}.`);
    const accessKeyId = administratorKeyId(accountId);
    return { accessKeyId, secretAccessKey: this.tokens.secretFor(accessKeyId) };
  }

  /** Undefined for an unknown key, a session token that is not of this key, and a session of a role that was deleted. */
  holderOf(accessKeyId: string, sessionToken?: string): KeyHolder<Identity> | undefined {
    const secret = this.tokens.secretFor(accessKeyId);
    if (sessionToken === undefined) {
      const accountId = [...this.state.accounts.keys()].find((id) => administratorKeyId(id) === accessKeyId);
      return accountId === undefined
        ? undefined
        : { secret, expiresAt: undefined, identity: administratorIdentity(accountId) };
    }
    const session = this.tokens.open(sessionToken);
    if (session?.accessKeyId !== accessKeyId) return undefined;
    const role = this.state.role(session.accountId, session.roleName);
    if (role?.id !== session.roleId) return undefined;
    return { secret, expiresAt: new Date(session.expiresAt), identity: sessionIdentity(session, role) };
  }
}

const administratorKeyId = remembering(10_000, (accountId) => {
  return `AKIA${createHash('sha256').update(accountId).digest('hex').slice(0, 16).toUpperCase()}`;
});

function administratorIdentity(accountId: string): Identity {
  const arn = `arn:aws:iam::${accountId}:user/console-administrator`;
  const permissions = { callerArn: arn, identity: administratorAccess(), session: undefined, context: new Map() };
  const allows: Identity['allows'] = (_region, action, resource) => authorize(permissions, action, resource);
  return { accountId, arn, userId: `AIDA${administratorKeyId(accountId).slice(4)}`, allows };
}

function administratorAccess() {
  return managedPolicy('arn:aws:iam::aws:policy/AdministratorAccess') ?? [];
}

function sessionIdentity(session: Session, role: Role): Identity {
  const arn = assumedRoleArn(session);
  const userId = `${session.roleId}:${session.sessionName}`;
  const permissions: Omit<Permissions, 'context'> = {
    callerArn: arn,
    identity: [
      ...role.attachedPolicyArns.flatMap((policyArn) => managedPolicy(policyArn) ?? []),
      ...Object.values(role.inlinePolicies).flatMap(parsePermissions),
    ],
    session: sessionStatements(session),
  };
  const facts: Array<[string, string[]]> = [
    ['aws:principalarn', [role.arn]],
    ['aws:principalaccount', [session.accountId]],
    ['aws:principaltype', ['AssumedRole']],
    ['aws:userid', [userId]],
    ['aws:tokenissuetime', [session.issuedAt]],
    ['aws:currenttime', [new Date().toISOString()]],
  ];
  const allows: Identity['allows'] = (region, action, resource) =>
    authorize({ ...permissions, context: new Map([...facts, ['aws:requestedregion', [region]]]) }, action, resource);
  return { accountId: session.accountId, arn, userId, allows };
}
