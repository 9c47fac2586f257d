import { deflateRawSync } from 'node:zlib';
import { managedPolicy } from '../policy/managed-policies.js';
import { parsePermissions, type PermissionStatement } from '../policy/policy-document.js';
import { AwsFault } from '../service.js';

export interface SessionPolicies {
  policyArns: string[];
  /** The inline policy. */
  policy?: string | undefined;
}

const MAX_CHARACTERS = 2_048;

/** AWS packs policies in a form it does not publish; deflate against this many bytes stands in for it. */
const PACKED_BYTES = 1_200;

/** The statements of all policies passed with a session, united; undefined when none was passed. Throws AwsFault. */
export function sessionStatements({ policyArns, policy }: SessionPolicies): PermissionStatement[] | undefined {
  if (policyArns.length === 0 && policy === undefined) return undefined;
  const managed = policyArns.flatMap((arn) => {
    const statements = managedPolicy(arn);
    if (statements === undefined) throw new AwsFault('ValidationError', `The managed policy ${arn} does not exist.`);
    return statements;
  });
  return [...managed, ...(policy === undefined ? [] : parsePermissions(policy))];
}

/** Share of the allotted space, in percent. Throws PackedPolicyTooLarge above 100, or when the plain text is too long. */
export function packedPolicySize({ policyArns, policy = '' }: SessionPolicies): number {
  const plain = policyArns.join('').length + policy.length;
  const packed = deflateRawSync([...policyArns, policy].join('\n')).length;
  const percent = Math.ceil(100 * Math.max(packed / PACKED_BYTES, plain > MAX_CHARACTERS ? plain / MAX_CHARACTERS : 0));
  if (percent <= 100) return percent;
  throw new AwsFault('PackedPolicyTooLarge', `Packed size of session policies consumes ${percent}% of allotted space.`);
}
