import { conditionsHold, type ConditionContext } from './conditions.js';
import type { TrustStatement } from './policy-document.js';
import { matchesAction } from './wildcard.js';

export interface WebIdentity {
  /** ARN of the registered provider that issued the token. */
  providerArn: string;
  context: ConditionContext;
}

/** Whether a role's trust policy lets a web identity assume it: one Allow and no Deny (IAM User Guide, policy evaluation logic). */
export function trusts(statements: TrustStatement[], identity: WebIdentity): boolean {
  const applying = statements.filter((statement) => applies(statement, identity));
  return applying.length > 0 && applying.every((statement) => statement.Effect === 'Allow');
}

function applies(statement: TrustStatement, identity: WebIdentity): boolean {
  const { Principal: principal, Action: actions, Condition: condition = {} } = statement;
  const named = principal === '*' || (principal.Federated ?? []).includes(identity.providerArn);
  return (
    named &&
    actions.some((pattern) => matchesAction('sts:AssumeRoleWithWebIdentity', pattern)) &&
    conditionsHold(condition, identity.context)
  );
}
