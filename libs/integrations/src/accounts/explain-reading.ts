import { AssumeRoleDenied, AwsCallFailed, type DomainError } from '@longshore/domain';

const NEEDED = [
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'organizations:ListRoots',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListAccountsForParent',
].join(', ');

/** Why the accounts of an organization could not be read, and what to do about it. */
export function explainReading(error: DomainError): { detail: string; remedy: string } {
  const detail = `The organization could not be read: ${error.message}`;
  if (error instanceof AssumeRoleDenied) return { detail, remedy: 'Verify the integration: its checks say why.' };
  if (!(error instanceof AwsCallFailed)) return { detail, remedy: 'Try again; if it persists, ask the operator.' };
  const { reason, awsCode } = error.failure;
  if (awsCode === 'AWSOrganizationsNotInUseException') {
    const remedy =
      'The account of the role is in no organization. Send the role of a management account, or use accounts of mode "single" or "list".';
    return { detail, remedy };
  }
  if (reason === 'denied') {
    const remedy = `Allow ${NEEDED} for the role, which has to be in the management account or in that of a delegated administrator.`;
    return { detail, remedy };
  }
  return { detail, remedy: 'The next sync tries again.' };
}
