import { randomUUID } from 'node:crypto';
import { IntegrationStore } from '@longshore/database';
import { IntegrationId, type JsonObject, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { CompleteSetup } from './complete-setup.js';
import { type Integration, integrationOf } from './integration.js';
import type { IntegrationAccounts } from './accounts/integration-accounts.js';
import type { IntegrationSettings } from './integration-settings.js';
import { checkAccounts } from './accounts/named-accounts.js';
import { RequirePublicIssuer } from './require-public-issuer.js';

export interface NewIntegrationInput {
  identifier: string;
  accounts: IntegrationAccounts;
  intervalMinutes: number | null;
  settings: IntegrationSettings;
}

/** Configures a connection. It stays `pending` until a verification has passed. */
@Injectable()
export class CreateIntegration {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly requirePublicIssuer: RequirePublicIssuer,
    private readonly completeSetup: CompleteSetup,
  ) {}

  /** Throws InvalidInput, IssuerNotPublic, or Conflict when the identifier is in use. */
  async run(tenantId: TenantId, input: NewIntegrationInput): Promise<Integration> {
    checkAccounts(input.accounts, input.settings.partition);
    await this.requirePublicIssuer.run(tenantId);
    const row = await this.integrations.create(tenantId, {
      id: IntegrationId.parse(randomUUID()),
      identifier: input.identifier,
      accounts: input.accounts as unknown as JsonObject,
      intervalMinutes: input.intervalMinutes,
      cap: input.settings.maxConcurrentAccounts,
      settings: input.settings as unknown as JsonObject,
    });
    const integration = integrationOf(row);
    const { mappingVersion } = await this.completeSetup.run(tenantId, integration);
    return { ...integration, mappingVersion };
  }
}
