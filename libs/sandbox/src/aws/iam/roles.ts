import { managedPolicy } from '../policy/managed-policies.js';
import { parsePermissions, parseTrust } from '../policy/policy-document.js';
import { AwsFault } from '../service.js';
import type { AccountState, Role } from '../state/account-state.js';
import { uniqueId } from '../state/unique-id.js';

const MAX_TRUST_CHARACTERS = 2_048;
const MAX_ATTACHED = 10;

export interface NewRole {
  name: string;
  path: string;
  trustPolicy: string;
  maxSessionSeconds: number;
  description?: string | undefined;
}

/** Throws AwsFault with IAM's code: MalformedPolicyDocument, LimitExceeded, EntityAlreadyExists. */
export function createRole(account: AccountState, { description, ...rest }: NewRole): Role {
  checkTrustPolicy(rest.trustPolicy);
  // IAM compares role names without regard to case.
  if (account.roles.some(({ name }) => name.toLowerCase() === rest.name.toLowerCase())) {
    throw new AwsFault('EntityAlreadyExists', `Role with name ${rest.name} already exists.`, 409);
  }
  const role: Role = {
    ...rest,
    ...(description === undefined ? {} : { description }),
    arn: `arn:aws:iam::${account.id}:role${rest.path}${rest.name}`,
    id: uniqueId('AROA'),
    attachedPolicyArns: [],
    inlinePolicies: {},
    createdAt: new Date().toISOString(),
  };
  account.roles.push(role);
  return role;
}

export function findRole(account: AccountState, name: string): Role {
  const role = account.roles.find((one) => one.name === name);
  if (role !== undefined) return role;
  throw new AwsFault('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
}

/** IAM refuses to delete a role that still has policies. */
export function deleteRole(account: AccountState, name: string): void {
  const role = findRole(account, name);
  if (role.attachedPolicyArns.length > 0) {
    throw new AwsFault('DeleteConflict', 'Cannot delete entity, must detach all policies first.', 409);
  }
  if (Object.keys(role.inlinePolicies).length > 0) {
    throw new AwsFault('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409);
  }
  removeRole(account, name);
}

/** Takes the role away with all that hangs on it, as the IAM console and CloudFormation do. */
export function removeRole(account: AccountState, name: string): void {
  const role = findRole(account, name);
  account.roles = account.roles.filter((one) => one !== role);
}

export function replaceTrustPolicy(account: AccountState, name: string, trustPolicy: string): void {
  const role = findRole(account, name);
  checkTrustPolicy(trustPolicy);
  role.trustPolicy = trustPolicy;
}

export function attachPolicy(account: AccountState, name: string, arn: string): void {
  const role = findRole(account, name);
  if (managedPolicy(arn) === undefined) {
    throw new AwsFault('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
  }
  if (role.attachedPolicyArns.includes(arn)) return;
  if (role.attachedPolicyArns.length >= MAX_ATTACHED) {
    throw new AwsFault('LimitExceeded', `Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`, 409);
  }
  role.attachedPolicyArns.push(arn);
}

export function detachPolicy(account: AccountState, name: string, arn: string): void {
  const role = findRole(account, name);
  if (!role.attachedPolicyArns.includes(arn)) {
    throw new AwsFault('NoSuchEntity', `Policy ${arn} was not found.`, 404);
  }
  role.attachedPolicyArns = role.attachedPolicyArns.filter((one) => one !== arn);
}

export function putInlinePolicy(account: AccountState, name: string, policy: { name: string; text: string }): void {
  const role = findRole(account, name);
  parsePermissions(policy.text);
  role.inlinePolicies[policy.name] = policy.text;
}

export function deleteInlinePolicy(account: AccountState, name: string, policyName: string): void {
  const role = findRole(account, name);
  if (!(policyName in role.inlinePolicies)) {
    throw new AwsFault('NoSuchEntity', `The role policy with name ${policyName} cannot be found.`, 404);
  }
  delete role.inlinePolicies[policyName];
}

/**
 * Ends every session that began before now, as the Revoke sessions button of the IAM console does:
 * by an inline policy that denies everything to older tokens.
 */
export function revokeSessions(account: AccountState, name: string): void {
  const before = { DateLessThan: { 'aws:TokenIssueTime': new Date().toISOString() } };
  const statement = { Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition: before };
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  putInlinePolicy(account, name, { name: 'AWSRevokeOlderSessions', text });
}

function checkTrustPolicy(text: string): void {
  parseTrust(text);
  // IAM does not count white space.
  if (text.replace(/\s/g, '').length > MAX_TRUST_CHARACTERS) {
    throw new AwsFault('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST_CHARACTERS}`, 409);
  }
}
