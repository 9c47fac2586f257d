import {
  canonicalJson,
  isSought,
  type Entity,
  type Json,
  type JsonObject,
  type MappedItem,
  type MappingEntry,
  type SoughtEntity,
} from '@longshore/domain';
import type { IntendedResource, ItemState } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';

export interface ReadResource {
  key: Buffer;
  awsId: string;
  raw: JsonObject;
  rawHash: Buffer;
  agesAt: Date | null;
}

/** `bytes`: of its JSON, by which requests to Port are packed. */
export interface Sized<SomeEntity extends Entity | SoughtEntity> {
  entity: SomeEntity;
  bytes: number;
}

/** What a resource makes: its claims for the ledger, and their entities for Port. */
export interface Made {
  resource: IntendedResource;
  /** By claim. */
  entities: Sized<Entity>[];
  /** What it writes to and does not make: no claims, so their body is sent every time. */
  sought: (Sized<SoughtEntity> & { entry: string })[];
}

/** `items`: what each entry made of the resource, in the order of the entries. */
export function intended(
  context: AccountSyncContext,
  { key, awsId, rawHash, agesAt }: ReadResource,
  entries: MappingEntry[],
  items: (MappedItem | undefined)[],
): Made {
  const entities: Sized<Entity>[] = [];
  const sought: Made['sought'] = [];
  const claims: IntendedResource['claims'] = [];
  const failedEntries: string[] = [];
  const { digest, progress, identifiers } = context;
  entries.forEach((entry, index) => {
    const item = identifiers.named(items[index] ?? { state: 'failed', detail: 'the mapper lost this item' });
    if (item.state === 'failed') {
      failedEntries.push(entry.key);
      progress.counts.entities.failed += 1;
      progress.tell('item.failed', { kind: entry.kind, entry: entry.key, resource: awsId, detail: item.detail });
    }
    if (item.state !== 'mapped') return;
    progress.counts.warnings += item.warnings.length;
    for (const entity of item.entities) {
      const body = canonicalJson(entity as unknown as Json);
      const bytes = Buffer.byteLength(body);
      if (isSought(entity)) {
        sought.push({ entity, bytes, entry: entry.key });
        continue;
      }
      const { blueprint, identifier } = entity;
      const bodyHash = digest(body);
      entities.push({ entity, bytes });
      claims.push({ entry: entry.key, blueprint, identifier, bodyHash });
    }
  });
  const state: ItemState = failedEntries.length > 0 ? 'e' : claims.length + sought.length > 0 ? 'm' : 'f';
  return { resource: { key, awsId, rawHash, agesAt, state, claims, failedEntries }, entities, sought };
}
