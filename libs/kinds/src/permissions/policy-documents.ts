import type { JsonObject } from '@longshore/domain';

/** A managed policy may have this many characters, white space not counted (IAM User Guide, "IAM and AWS STS quotas"). */
const MAX_CHARACTERS = 6_144;

/** Policies that together allow these actions on every resource: metadata reads cannot be narrowed, since what exists is not known before. */
export function policyDocuments(actions: readonly string[]): JsonObject[] {
  const documents: string[][] = [];
  for (const action of [...new Set(actions)].sort()) {
    const open = documents.at(-1);
    if (open && JSON.stringify(policy([...open, action])).length <= MAX_CHARACTERS) open.push(action);
    else documents.push([action]);
  }
  return documents.map(policy);
}

function policy(actions: string[]): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}
