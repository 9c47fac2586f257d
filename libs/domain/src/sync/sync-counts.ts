/** What a sync did, in numbers; those of an account sync add up to those of its sync. */
export interface SyncCounts {
  accounts: number;
  scopes: number;
  complete: number;
  incomplete: number;
  skipped: number;
  resources: number;
  entities: EntityCounts;
  /** Fields that came out null because their expression failed. */
  warnings: number;
}

/**
 * How often the sync met each case. After a crash, what happened since the last flush (two seconds) is missing or counted twice;
 * the ledger is exact all the same.
 */
export interface EntityCounts {
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  /** Pushes and deletions that a switch or a brake kept back; counted anew by each sync that meets them. */
  held: number;
  /** Refused by Port, of unknown effect, or not mapped. */
  failed: number;
}

export function noCounts(): SyncCounts {
  return {
    accounts: 0,
    scopes: 0,
    complete: 0,
    incomplete: 0,
    skipped: 0,
    resources: 0,
    entities: { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 },
    warnings: 0,
  };
}

export function addCounts(one: SyncCounts, other: SyncCounts): SyncCounts {
  return {
    accounts: one.accounts + other.accounts,
    scopes: one.scopes + other.scopes,
    complete: one.complete + other.complete,
    incomplete: one.incomplete + other.incomplete,
    skipped: one.skipped + other.skipped,
    resources: one.resources + other.resources,
    entities: {
      created: one.entities.created + other.entities.created,
      updated: one.entities.updated + other.entities.updated,
      unchanged: one.entities.unchanged + other.entities.unchanged,
      deleted: one.entities.deleted + other.entities.deleted,
      held: one.entities.held + other.entities.held,
      failed: one.entities.failed + other.entities.failed,
    },
    warnings: one.warnings + other.warnings,
  };
}
