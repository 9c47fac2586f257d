import { OrganizationStore, type OrganizationQuestion, type OrganizationRow } from '@longshore/database';
import { AccountDirectory, DomainError, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import type { Integration } from '../integration.js';
import { sessionOfRole } from './account-session.js';
import { explainReading } from './explain-reading.js';
import { answers } from './organization-question.js';

/** Organizations throttles early, and syncs of one integration may follow each other closely. */
const FRESH_MS = 5 * 60_000;

const WITHIN_MS = 60_000;

/** Reads the organization of an integration and remembers the answer. A reading that fails leaves what was read before. */
@Injectable()
export class ReadOrganization {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly organizations: OrganizationStore,
  ) {}

  /** Asks AWS unless it answered the same question within five minutes. */
  async run(
    tenantId: TenantId,
    integration: Integration,
    question: OrganizationQuestion,
    { isFresh = false } = {},
  ): Promise<OrganizationRow> {
    const held = await this.organizations.get(tenantId, integration.id);
    const isRecent = Date.now() - (held?.reading?.readAt.getTime() ?? 0) < FRESH_MS;
    if (held && isRecent && !isFresh && answers(held, question)) return held;
    const through = sessionOfRole(tenantId, integration, question.roleArn, 'accounts');
    try {
      const reading = await this.directory.read(through, question.unitIds, AbortSignal.timeout(WITHIN_MS));
      return await this.organizations.saveReading(tenantId, integration.id, question, reading);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.organizations.saveFailure(tenantId, integration.id, question, explainReading(error));
    }
  }
}
