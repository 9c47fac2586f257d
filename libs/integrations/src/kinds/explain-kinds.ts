import { AssumeRoleDenied, AwsCallFailed, type DomainError } from '@longshore/domain';
import { REGISTRY_READS } from '@longshore/kinds';

/** Why the types of an account could not be read, and what to do about it. Syncs go on with what was known before. */
export function explainKinds(error: DomainError): { detail: string; remedy: string } {
  const detail = error.message;
  if (error instanceof AssumeRoleDenied) return { detail, remedy: 'Verify the integration: its checks say why.' };
  const reason = error instanceof AwsCallFailed ? error.failure.reason : null;
  if (reason === 'denied') {
    const remedy = `Allow ${REGISTRY_READS.join(' and ')} for the role; kinds of AWS itself need neither.`;
    return { detail, remedy };
  }
  return { detail, remedy: 'It is tried again tomorrow, and when a mapping names a kind that is not known.' };
}
