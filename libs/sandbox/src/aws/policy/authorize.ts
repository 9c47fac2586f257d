import type { Verdict } from '../service.js';
import { conditionsHold, type ConditionContext } from './conditions.js';
import type { PermissionStatement } from './policy-document.js';
import { refusal, type DenyingPolicy } from './refusal.js';
import { matchesAction, matchesWildcard } from './wildcard.js';

/** What decides over a caller's requests. */
export interface Permissions {
  callerArn: string;
  /** Policies of the role, attached and inline. */
  identity: readonly PermissionStatement[];
  /** Policies passed when the session began, united; undefined when none was passed, which restricts nothing. */
  session: readonly PermissionStatement[] | undefined;
  context: ConditionContext;
}

interface Attempt {
  action: string;
  resource: string;
  context: ConditionContext;
}

/** The role's policies intersected with the session's; an explicit deny in either wins (IAM User Guide, session policies). */
export function authorize(permissions: Permissions, action: string, resource = '*'): Verdict {
  const attempt = { action, resource, context: permissions.context };
  const { identity, session } = permissions;
  const refused = (by: DenyingPolicy, isExplicit: boolean): Verdict => ({
    allowed: false,
    message: refusal({ callerArn: permissions.callerArn, action, resource }, by, isExplicit),
  });
  if (some(identity, 'Deny', attempt)) return refused('identity', true);
  if (some(session ?? [], 'Deny', attempt)) return refused('session', true);
  if (!some(identity, 'Allow', attempt)) return refused('identity', false);
  if (session !== undefined && !some(session, 'Allow', attempt)) return refused('session', false);
  return { allowed: true };
}

function some(statements: readonly PermissionStatement[], effect: 'Allow' | 'Deny', attempt: Attempt): boolean {
  return statements.some((statement) => statement.Effect === effect && applies(statement, attempt));
}

function applies(statement: PermissionStatement, { action, resource, context }: Attempt): boolean {
  const covers = (patterns: string[]) => patterns.some((pattern) => matchesAction(action, pattern));
  const reaches = (patterns: string[]) => patterns.some((pattern) => matchesWildcard(resource, pattern));
  return (
    (statement.Action === undefined || covers(statement.Action)) &&
    (statement.NotAction === undefined || !covers(statement.NotAction)) &&
    (statement.Resource === undefined || reaches(statement.Resource)) &&
    (statement.NotResource === undefined || !reaches(statement.NotResource)) &&
    conditionsHold(statement.Condition ?? {}, context)
  );
}
