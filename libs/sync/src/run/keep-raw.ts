import { Injectable } from '@nestjs/common';
import type { JsonObject } from '@longshore/domain';
import { RawResources, RawStore, type ScopeKey, type SealedRaw } from '@longshore/database';
import { type CataloguedKind, redact, redactionOf } from '@longshore/kinds';
import type { AccountSyncContext } from './account-sync-context.js';
import type { ReadResource } from './intended-resource.js';

/**
 * What a sync keeps of the raw resources of a kind. It is a part of what resources are mapped with: where it changes, they
 * go through the ledger once more, and are kept.
 */
export function retention({ row, own }: Pick<AccountSyncContext, 'row' | 'own'>, kind: string): string {
  return row.rawRetention === 'none' ? 'none' : redactionOf(own.kinds.find(kind));
}

/** Prepares the resources of a page that are kept for preview and explanation: redacted, and only where they changed. */
@Injectable()
export class KeepRaw {
  constructor(
    private readonly store: RawStore,
    private readonly resources: RawResources,
  ) {}

  /** `known`: what the ledger has of them, by key in hex; of a resource that it has never seen nothing is kept. */
  async run(
    context: AccountSyncContext,
    scope: ScopeKey,
    { changed, known }: { changed: ReadResource[]; known: ReadonlyMap<string, unknown> },
  ): Promise<SealedRaw[]> {
    if (context.row.rawRetention === 'none' || changed.length === 0) return [];
    const { tenantId, digest } = context;
    const kind = context.own.kinds.find(scope.kind);
    const redaction = redactionOf(kind);
    const keys = changed.map((resource) => resource.key).filter((key) => known.has(key.toString('hex')));
    const kept = await this.store.versions(tenantId, scope, keys);
    const sealed = changed.map(async ({ key, raw, rawHash }) => {
      const version = digest(`${redaction} ${rawHash.toString('hex')}`);
      if (kept.get(key.toString('hex'))?.equals(version)) return [];
      return [{ key, version, body: await this.resources.seal(tenantId, redactedRaw(kind, raw)) }];
    });
    return (await Promise.all(sealed)).flat();
  }
}

function redactedRaw(kind: CataloguedKind | undefined, raw: JsonObject): { raw: JsonObject; redacted: string[] } {
  const { properties, pointers } = redact(kind, raw['Properties'] as JsonObject);
  return { raw: { ...raw, Properties: properties }, redacted: pointers.map((pointer) => `/Properties${pointer}`) };
}
