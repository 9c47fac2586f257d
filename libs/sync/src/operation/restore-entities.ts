import { Injectable } from '@nestjs/common';
import {
  Catalog,
  DomainError,
  SecretBox,
  type Entity,
  type Json,
  type JsonObject,
  type TenantId,
} from '@longshore/domain';
import { RestorationLedger, type RestorableEntity, type RestorationSource } from '@longshore/database';
import { BEFORE_IMAGE_PURPOSE } from '../deletion/before-images.js';
import type { NextPlace, OperationContext } from './operation-context.js';

/** Port takes 20 entities a request. */
const BATCH = 20;

interface Image extends RestorableEntity {
  entity: Entity;
}

interface Settled {
  restored: string[];
  present: string[];
  failed: { id: string; detail: string }[];
}

/** Pushes deleted entities back as they were. What is in Port again by other means is left as it is. */
@Injectable()
export class RestoreEntities {
  constructor(
    private readonly catalog: Catalog,
    private readonly ledger: RestorationLedger,
    private readonly secrets: SecretBox,
  ) {}

  async batch(context: OperationContext, after: string | null): Promise<NextPlace> {
    const { tenantId, operation, fence, counts } = context;
    const source = operation.target as unknown as RestorationSource;
    const page = await this.ledger.deleted(tenantId, source, { after, limit: BATCH });
    const settled: Settled = { restored: [], present: [], failed: [] };
    const images: Image[] = [];
    for (const row of page) {
      const entity = row.before && (await this.opened(tenantId, row.before));
      if (entity) images.push({ ...row, entity });
      else
        settled.failed.push({
          id: row.id,
          detail: row.before ? 'the image of the entity cannot be opened' : 'no image of the entity is kept',
        });
    }
    for (const blueprint of new Set(images.map((image) => image.blueprint)))
      await this.blueprint(
        context,
        blueprint,
        images.filter((image) => image.blueprint === blueprint),
        settled,
      );
    const { restored, present, failed } = settled;
    await this.ledger.settle(tenantId, fence, { restored: [...restored, ...present], failed });
    counts.restored += restored.length;
    counts.present += present.length;
    counts.failed += failed.length;
    return page.length < BATCH ? null : (page.at(-1)?.id ?? null);
  }

  private async blueprint(
    { access, signal }: OperationContext,
    blueprint: string,
    images: Image[],
    settled: Settled,
  ): Promise<void> {
    const identifiers = images.map(({ identifier }) => identifier);
    const found = await this.catalog.read(access, blueprint, identifiers, signal);
    const there = new Set(found.map((entity) => entity['identifier']));
    settled.present.push(...images.filter(({ identifier }) => there.has(identifier)).map(({ id }) => id));
    const missing = images.filter(({ identifier }) => !there.has(identifier));
    if (missing.length === 0) return;
    const entities = missing.map(({ entity }) => entity);
    const batch = { blueprint, entities, merge: true, createMissingRelatedEntities: false };
    const verdicts = await this.catalog.upsert(access, batch, signal);
    missing.forEach(({ id }, index) => {
      const verdict = verdicts[index];
      if (verdict?.state === 'created' || verdict?.state === 'updated') settled.restored.push(id);
      else
        settled.failed.push({ id, detail: verdict && 'detail' in verdict ? verdict.detail : 'Port told no outcome' });
    });
  }

  /** Undefined when it was sealed with a key that is gone, or is damaged: that entity fails, and no other. */
  private async opened(tenantId: TenantId, before: Buffer): Promise<Entity | undefined> {
    try {
      return writable(JSON.parse((await this.secrets.open(tenantId, BEFORE_IMAGE_PURPOSE, before)).toString()));
    } catch (error) {
      if (error instanceof DomainError && error.retryable) throw error;
      return undefined;
    }
  }
}

/** Of an entity as Port tells it, what Port takes: who made it when is Port's own to say. */
export function writable(told: JsonObject): Entity {
  const { identifier, blueprint, title, icon, team, properties, relations } = told;
  return {
    identifier: String(identifier),
    blueprint: String(blueprint),
    ...(title !== undefined && { title: title as string | null }),
    ...(icon !== undefined && icon !== null && { icon: icon as string }),
    ...(team !== undefined && { team: team as Json }),
    properties: (properties ?? {}) as JsonObject,
    relations: (relations ?? {}) as { [relation: string]: Json },
  };
}
