import { IntegrationStore } from '@longshore/database';
import {
  type AwsAccountId,
  InvalidInput,
  NoAccountConnected,
  type ObjectAddress,
  ObjectReader,
  parseRoleArn,
  type RoleArn,
  roleArnIn,
  type TenantId,
} from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import type { IntegrationAccounts } from '../accounts/integration-accounts.js';
import { sessionOfRole } from '../accounts/account-session.js';
import { findIntegration } from '../integration.js';

const WITHIN_MS = 30_000;

export interface ObjectRequest {
  address: ObjectAddress;
  /** Whose role reads it. Default: the account of the integration's own role, of a list the first. */
  awsAccountId?: AwsAccountId | undefined;
  maxBytes: number;
}

/** Fetches the file to import out of S3, with the rights of the integration's role and for this object only. */
@Injectable()
export class ReadMappingObject {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly objects: ObjectReader,
  ) {}

  /**
   * Its text. Throws NotFound, NoAccountConnected, InvalidInput for an account that is not connected, and as ObjectReader does.
   */
  async run(tenantId: TenantId, identifier: string, request: ObjectRequest): Promise<string> {
    const { address, awsAccountId, maxBytes } = request;
    const integration = await findIntegration(this.integrations, tenantId, identifier);
    const roleArn = roleOf(integration.accounts, awsAccountId);
    const account = sessionOfRole(tenantId, integration, roleArn, 'import');
    return this.objects.text(account, address, { maxBytes, signal: AbortSignal.timeout(WITHIN_MS) });
  }
}

function roleOf(accounts: IntegrationAccounts, awsAccountId: AwsAccountId | undefined): RoleArn {
  const roleArns = accounts.mode === 'list' ? accounts.roleArns : accounts.roleArn ? [accounts.roleArn] : [];
  const [first] = roleArns;
  if (first === undefined) throw new NoAccountConnected();
  if (awsAccountId === undefined) return first;
  if (accounts.mode === 'organization') return roleArnIn(awsAccountId, first);
  const named = roleArns.find((roleArn) => parseRoleArn(roleArn).accountId === awsAccountId);
  if (named) return named;
  const detail = 'is not an account of this integration; GET .../accounts lists them';
  throw new InvalidInput([{ pointer: '/accountId', detail }]);
}
