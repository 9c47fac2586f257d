import { Injectable } from '@nestjs/common';
import { AwsAccountId, Conflict, DomainError, NotFound, type SyncId, type TenantId } from '@longshore/domain';
import { DecisionLedger, type Decision, type DeletionHold, IntegrationStore } from '@longshore/database';
import { OpenSync } from '../open-sync.js';

export interface DecidedDeletion {
  hold: DeletionHold;
  /** The sync that looks at the listing once more and deletes what is still gone; null: the next one does. */
  syncId: SyncId | null;
}

/** Writes down what somebody decided about held deletions, and has an approval carried out. */
@Injectable()
export class DecideDeletion {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly decisions: DecisionLedger,
    private readonly openSync: OpenSync,
  ) {}

  /** Deciding the same again changes nothing. Throws NotFound, and Conflict for a hold that has expired or been carried out. */
  async run(
    tenantId: TenantId,
    identifier: string,
    { id, decision, actor }: { id: string; decision: Decision; actor: string },
  ): Promise<DecidedDeletion> {
    const integration = await this.integrations.getByIdentifier(tenantId, identifier);
    if (!integration) throw new NotFound('Integration');
    const isNew = await this.decisions.decide(tenantId, integration.id, { id, decision, actor });
    const hold = await this.decisions.get(tenantId, integration.id, id);
    if (!hold) throw new NotFound('Hold');
    if (hold.state === 'expired' || (hold.state === 'completed' && decision === 'rejected'))
      throw new Conflict(
        `There is nothing to decide any more: the hold is ${hold.state}. List the deletions to see what is held now.`,
      );
    const syncId = isNew && hold.state === 'approved' ? await this.carryOut(tenantId, identifier, hold) : null;
    return { hold, syncId };
  }

  private async carryOut(tenantId: TenantId, identifier: string, { scope }: DeletionHold): Promise<SyncId | null> {
    const filter = { accountIds: [AwsAccountId.parse(scope.accountId)], kinds: [scope.kind], regions: [scope.region] };
    try {
      const { id } = await this.openSync.run(tenantId, identifier, { trigger: 'approval', filter });
      return id;
    } catch (error) {
      // One that runs, or comes, settles it as well.
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}
