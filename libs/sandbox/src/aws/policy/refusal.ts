/** The kinds of policies that refuse, as IAM names them (IAM User Guide, "Troubleshoot access denied error messages"). */
const NAMES = {
  identity: 'identity-based policy',
  'permissions-boundary': 'permissions boundary',
  session: 'session policy',
  'service-control': 'service control policy',
} as const;

export type DenyingPolicy = keyof typeof NAMES;
export const DENYING_POLICIES = Object.keys(NAMES) as [DenyingPolicy, ...DenyingPolicy[]];

export interface RefusedAction {
  callerArn: string;
  action: string;
  resource: string;
}

/** IAM's sentence about a refusal; explicit when a policy denies, otherwise none of that kind allows. */
export function refusal(
  { callerArn, action, resource }: RefusedAction,
  by: DenyingPolicy,
  isExplicit: boolean,
): string {
  const attempt = `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource}`;
  const article = by === 'identity' ? 'an' : 'a';
  return isExplicit
    ? `${attempt} with an explicit deny in ${article} ${NAMES[by]}`
    : `${attempt} because no ${NAMES[by]} allows the ${action} action`;
}
