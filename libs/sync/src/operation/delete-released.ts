import { Injectable } from '@nestjs/common';
import { Catalog, SecretBox } from '@longshore/domain';
import { DeletionLedger, OrphanLedger, type OrphanFilter, type ReleasedEntity } from '@longshore/database';
import { beforeImages } from '../deletion/before-images.js';
import { KEPT } from '../run/delete-entities.js';
import type { NextPlace, OperationContext } from './operation-context.js';

/** Port deletes and shows at most this many entities of one blueprint a request. */
const BATCH = 100;

/** Deletes what an operation may take along and nothing else makes: journalled first, with the entity as it was. */
@Injectable()
export class DeleteReleased {
  constructor(
    private readonly catalog: Catalog,
    private readonly orphans: OrphanLedger,
    private readonly ledger: DeletionLedger,
    private readonly secrets: SecretBox,
  ) {}

  async batch(context: OperationContext, before: string | null): Promise<NextPlace> {
    const { tenantId, operation, fence } = context;
    if (before === null) await this.release(context);
    const reason = operation.type === 'prune' ? 'orphaned' : 'removed';
    const page = await this.orphans.released(tenantId, operation.id, { reason, before, limit: BATCH });
    for (const blueprint of new Set(page.map((entity) => entity.blueprint)))
      await this.blueprint(
        context,
        blueprint,
        page.filter((entity) => entity.blueprint === blueprint),
      );
    if (page.length === BATCH) return page.at(-1)?.entityId ?? null;
    await this.orphans.forget(tenantId, fence);
    return null;
  }

  private async release({ tenantId, operation, fence }: OperationContext): Promise<void> {
    const isConfirmed = operation.type === 'prune' && !('isGone' in operation.target);
    // What somebody confirmed was handed over when it was confirmed.
    if (isConfirmed) return;
    const which = operation.type === 'prune' ? (operation.target as OrphanFilter) : 'all';
    await this.orphans.releaseTo(tenantId, fence, operation.integrationId, which);
  }

  private async blueprint(context: OperationContext, blueprint: string, entities: ReleasedEntity[]): Promise<void> {
    const { tenantId, operation, fence, access, counts, signal } = context;
    const identifiers = entities.map(({ identifier }) => identifier);
    const images = await beforeImages(
      { catalog: this.catalog, secrets: this.secrets },
      context,
      blueprint,
      identifiers,
    );
    const run = { integrationId: operation.integrationId, syncId: null, operationId: operation.id };
    const intended = entities.map((entity) => ({ ...entity, before: images.get(entity.identifier) ?? null }));
    const begun = await this.ledger.begin(tenantId, fence, run, intended);
    if (begun.length === 0) return;
    const doomed = begun.map(({ identifier }) => identifier);
    const gone = new Set(await this.catalog.delete(access, { blueprint, identifiers: doomed }, signal));
    const kept = begun.filter(({ identifier }) => !gone.has(identifier));
    const deleted = begun.filter(({ identifier }) => gone.has(identifier));
    await this.ledger.end(tenantId, fence, { gone: deleted, kept, detail: KEPT });
    counts.deleted += deleted.length;
    counts.kept += kept.length;
  }
}
