import {
  AwsCallFailed,
  REFUSALS,
  remedyOf,
  type ListedResource,
  type Outcome,
  type ResourcePage,
} from '@longshore/domain';

/**
 * A page as it may be believed: each resource once, and a token that this walk has not seen. Tokens are remembered by their digest,
 * since a long walk meets thousands of them.
 */
export function checkedPage(page: ResourcePage, tokens: Set<string>, digest: (text: string) => Buffer): ResourcePage {
  assertNewToken(tokens, page.nextToken === null ? null : digest(page.nextToken).toString('base64'));
  return { ...page, resources: distinct(page.resources) };
}

/**
 * A list that AWS refuses to an account of a sort that has nothing to show is no proof where the account has shown something before: it
 * may only have lost the right, and denied is not empty (engine rule R3).
 */
export function assertProven({ refused }: ResourcePage, hasShown: boolean): void {
  if (refused && hasShown) throw new AwsCallFailed(refused);
}

/** AWS may give the same page for ever; a listing that never ends proves nothing. */
function assertNewToken(tokens: Set<string>, token: string | null): void {
  if (token === null) return;
  if (tokens.has(token))
    throw new AwsCallFailed({
      reason: 'truncated',
      awsCode: 'RepeatedToken',
      detail: 'AWS answered a page token for the second time',
    });
  tokens.add(token);
}

/** Some handlers list a resource twice on one page. */
function distinct(resources: ListedResource[]): ListedResource[] {
  const unnamed = resources.find((resource) => resource.identifier === '');
  if (unnamed)
    throw new AwsCallFailed({
      reason: 'item-without-key',
      awsCode: 'NoIdentifier',
      detail: 'AWS listed a resource without an identifier',
    });
  return [...new Map(resources.map((resource) => [resource.identifier, resource])).values()];
}

/** The outcome of a listing that AWS refused or broke off. */
export function incomplete({ failure }: AwsCallFailed): Outcome {
  const { reason, refusal, awsCode } = failure;
  const answer = `${awsCode}: ${failure.detail}`;
  const detail = refusal ? `${REFUSALS[refusal].means}. ${answer}` : answer;
  return { state: 'incomplete', reason, detail, remedy: remedyOf(failure) };
}
