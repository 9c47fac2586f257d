import { INCOMPLETE_REASONS, type IncompleteReason } from './outcome.js';

/** Why a listing is not all that could be known. `restricted` and `skipped` do not make it incomplete. */
export const OUTCOME_REASONS = [...INCOMPLETE_REASONS, 'restricted', 'skipped'] as const;
export type OutcomeReason = IncompleteReason | 'restricted' | 'skipped';

/** What to do about each reason: what the API tells, and docs/reasons.md explains. */
export const REMEDIES: { readonly [reason in OutcomeReason]: string } = {
  denied:
    'Update the stack from the installation link, allow the denied action for the role, or leave the region out by regionPolicy.',
  throttled:
    'Nothing: the next sync tries again. If it stays, lower maxConcurrentAccounts or ask AWS for a higher quota.',
  transient: 'Nothing: the next sync tries again. If it stays, look at the AWS Health Dashboard of that region.',
  'auth-lost': 'Verify the integration: its checks say what became of the role.',
  'region-disabled': 'Enable the region in the AWS account, or leave it out by regionPolicy.',
  unsupported: 'Remove the kind from the mapping, or leave the regions out by regionPolicy that do not offer it.',
  'item-without-key': 'Nothing you can do: AWS listed something without an identifier. Tell the operator which kind.',
  truncated:
    'Nothing: the next sync tries again. If it stays, tell the operator which kind AWS does not list to its end.',
  cancelled: 'Start another sync.',
  'timed-out': 'Nothing: the next sync tries again. If it stays, look at the AWS Health Dashboard of that region.',
  crash: 'Nothing: the next sync tries again. If it stays, give the id of the sync to the operator.',
  internal: 'Give the id of the sync to the operator: this is a bug.',
  restricted:
    "Nothing: Longshore's own session policy allows metadata only, so these resources show what the list tells of them.",
  skipped: 'Nothing: it was left out by plan. A sync without that restriction includes it.',
};

/** Refusals of a whole listing, which call for different things and that AWS's own words tell apart poorly. */
export const REFUSALS = {
  'region-not-enabled': {
    means: 'The account has not enabled the region, or has disabled it',
    remedy: REMEDIES['region-disabled'],
  },
  'organization-policy': {
    means: 'A policy of the organization (SCP) forbids it, whatever the role may do',
    remedy: "Ask the organization's administrator to allow it, or leave the region out by regionPolicy.deny.",
  },
  'not-offered': {
    means: 'AWS does not offer the kind or its service in the region',
    remedy: 'Leave the region out by regionPolicy.deny of the entries of that kind.',
  },
  'model-needed': {
    means: 'AWS lists the kind by resource model only, and what to name in it nobody but you can tell',
    remedy:
      'Name resource models in selector.aws.regions_config.<region>.resources_models of its entries, or remove the kind from the mapping.',
  },
} as const satisfies { [refusal: string]: { means: string; remedy: string } };
export type Refusal = keyof typeof REFUSALS;

interface Refused {
  reason: OutcomeReason;
  refusal?: Refusal | undefined;
  /** The IAM action, where AWS names it. */
  action?: string | undefined;
}

/** What to do about it, as exactly as AWS's answer allows. */
export function remedyOf({ reason, refusal, action }: Refused): string {
  if (refusal) return REFUSALS[refusal].remedy.replace('allow it', `allow ${action ?? 'it'}`);
  if (reason === 'denied' && action !== undefined)
    return `Allow ${action} for the role, or remove the kind from the mapping.`;
  return REMEDIES[reason];
}
