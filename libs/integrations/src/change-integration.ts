import { IntegrationStore, RawStore } from '@longshore/database';
import { Conflict, type JsonObject, type RoleArn, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { AlignAccounts } from './accounts/align-accounts.js';
import { findIntegration, type Integration, integrationOf } from './integration.js';
import type { IntegrationAccounts } from './accounts/integration-accounts.js';
import { IntegrationSettings, type IntegrationSettingsChange } from './integration-settings.js';
import { checkAccounts, withRole } from './accounts/named-accounts.js';

/** Absent members stay as they are. */
export interface IntegrationChangeInput {
  accounts?: IntegrationAccounts | undefined;
  intervalMinutes?: number | null | undefined;
  settings?: IntegrationSettingsChange | undefined;
}

@Injectable()
export class ChangeIntegration {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly alignAccounts: AlignAccounts,
    private readonly raws: RawStore,
  ) {}

  /** Throws NotFound, InvalidInput, or VersionMismatch when `expectedVersion` has passed. */
  async run(
    tenantId: TenantId,
    identifier: string,
    change: IntegrationChangeInput,
    expectedVersion: number | null,
  ): Promise<Integration> {
    const before = await findIntegration(this.integrations, tenantId, identifier);
    refuseWhileDeleting(before);
    const settings = IntegrationSettings.parse({ ...before.settings, ...change.settings });
    const accounts = change.accounts ?? before.accounts;
    checkAccounts(accounts, settings.partition);
    const row = await this.integrations.update(
      tenantId,
      before.id,
      {
        ...(change.accounts && { accounts: accounts as unknown as JsonObject }),
        ...(change.intervalMinutes !== undefined && {
          intervalMinutes: change.intervalMinutes,
          ...(before.state === 'active' && { nextDueAt: nextDue(change.intervalMinutes) }),
        }),
        ...(change.settings && { settings: settings as unknown as JsonObject, cap: settings.maxConcurrentAccounts }),
      },
      // What was merged above rests on the version that was read.
      expectedVersion ?? before.version,
    );
    const after = integrationOf(row);
    if (settings.rawRetention === 'none') await this.raws.erase(tenantId, after.id);
    await this.alignAccounts.run(tenantId, after);
    return after;
  }

  /** Connects the account of that role: what the form's Account Role Arn field sends. Throws like `run`. */
  async setRole(tenantId: TenantId, identifier: string, roleArn: RoleArn): Promise<Integration> {
    const { accounts, version } = await findIntegration(this.integrations, tenantId, identifier);
    return this.run(tenantId, identifier, { accounts: withRole(accounts, roleArn) }, version);
  }
}

/** The new interval counts from now; before the first verification has passed there is no schedule. */
function nextDue(intervalMinutes: number | null): Date | null {
  return intervalMinutes === null ? null : new Date(Date.now() + intervalMinutes * 60_000);
}

function refuseWhileDeleting(integration: Integration): void {
  if (integration.state !== 'deleting') return;
  throw new Conflict(`The integration ${integration.identifier} is being deleted. Create it anew once it is gone.`);
}
