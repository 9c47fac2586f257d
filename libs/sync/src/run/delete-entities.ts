import { Injectable } from '@nestjs/common';
import { Catalog, DomainError, SecretBox, type JsonObject } from '@longshore/domain';
import { DeletionLedger, type DeletionCandidate } from '@longshore/database';
import { beforeImages } from '../deletion/before-images.js';
import type { AccountSyncContext } from './account-sync-context.js';

export interface EvidencedDeletion extends DeletionCandidate {
  evidence: JsonObject;
}

/** Port deletes at most this many entities of one blueprint a request. */
const BATCH = 100;

export const KEPT = 'Port kept it: other entities relate to it';
/** Port's cascade takes what no walk, brake or journal has seen, live entities of ours among it: it is never asked for. */
const KEPT_DESPITE_FLAG = `${KEPT}. deleteDependentEntities: true has no effect: dependents go only when they are gone themselves`;

/** Deletes entities in Port: journalled first, with the entity as it was, and forgotten only when Port says that it is gone. */
@Injectable()
export class DeleteEntities {
  constructor(
    private readonly catalog: Catalog,
    private readonly ledger: DeletionLedger,
    private readonly secrets: SecretBox,
  ) {}

  async run(context: AccountSyncContext, deletions: EvidencedDeletion[]): Promise<void> {
    for (const blueprint of new Set(deletions.map((deletion) => deletion.blueprint))) {
      const all = deletions.filter((deletion) => deletion.blueprint === blueprint);
      for (let from = 0; from < all.length; from += BATCH)
        await this.batch(context, blueprint, all.slice(from, from + BATCH));
    }
  }

  private async batch(context: AccountSyncContext, blueprint: string, deletions: EvidencedDeletion[]): Promise<void> {
    const { tenantId, fence, row, access, lease, policy, progress, turn } = context;
    // A switch that is thrown in an emergency works from the next batch on.
    await turn.look();
    if (turn.switches.deletions !== 'on' || turn.switches.pushes === 'off') {
      progress.counts.entities.held += deletions.length;
      return;
    }
    const images = await this.imagesOf(context, blueprint, deletions);
    if (!images) {
      progress.counts.entities.held += deletions.length;
      progress.tell('deletions.held', { blueprint, count: deletions.length, reason: 'before-image unreadable' });
      return;
    }
    const intended = deletions.map((deletion) => ({ ...deletion, before: images.get(deletion.identifier) ?? null }));
    const begun = await this.ledger.begin(
      tenantId,
      fence,
      { integrationId: row.integrationId, syncId: row.syncId, operationId: null },
      intended,
    );
    if (begun.length === 0) return;
    lease.assertPushable();
    const identifiers = begun.map((deletion) => deletion.identifier);
    const gone = new Set(await this.catalog.delete(access, { blueprint, identifiers }, lease.signal));
    const kept = begun.filter((deletion) => !gone.has(deletion.identifier));
    const deleted = begun.filter((deletion) => gone.has(deletion.identifier));
    const detail = policy.deleteDependents ? KEPT_DESPITE_FLAG : KEPT;
    await this.ledger.end(tenantId, fence, { gone: deleted, kept, detail });
    progress.counts.entities.deleted += deleted.length;
    progress.counts.entities.held += kept.length;
    for (const { identifier, reason, awsId } of deleted)
      progress.tell('entity.deleted', { blueprint, identifier, reason, resource: awsId });
    for (const { identifier } of kept) progress.tell('entity.kept', { blueprint, identifier, detail });
  }

  /** The entities as Port has them; undefined when Port cannot be read: then nothing is deleted. */
  private async imagesOf(
    { tenantId, access, lease }: AccountSyncContext,
    blueprint: string,
    deletions: EvidencedDeletion[],
  ): Promise<Map<string, Buffer> | undefined> {
    const identifiers = deletions.map((deletion) => deletion.identifier);
    try {
      return await beforeImages(
        { catalog: this.catalog, secrets: this.secrets },
        { tenantId, access, signal: lease.signal },
        blueprint,
        identifiers,
      );
    } catch (error) {
      if (error instanceof DomainError && !lease.signal.aborted) return undefined;
      throw error;
    }
  }
}
