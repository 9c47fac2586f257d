import type { LeafWarning, MappedEntity } from '@longshore/domain';

/** `unknown`: the entity is there, and what would become of it depends on values that were taken out of the raw resource. */
export type EntityChange = 'created' | 'updated' | 'unchanged' | 'unknown';

export interface PreviewedEntity {
  /** `searched`: Port finds the entity, so it is not known which. */
  change: EntityChange | 'searched';
  entity: MappedEntity;
  warnings: Omit<LeafWarning, 'entity'>[];
  /** Whether the mapping reads values that were taken out; what is shown in their place is not what a sync would push. */
  readsRedacted: boolean;
}

export interface PreviewedEntry {
  entry: string;
  /** `filtered`: selector.query yielded false. */
  state: 'mapped' | 'filtered' | 'failed';
  /** What the selector yielded; null where it did not come to it, or there is none. */
  selectorResult: boolean | null;
  detail: string | null;
  readsRedacted: boolean;
  entities: PreviewedEntity[];
}

export interface PreviewedResource {
  kind: string;
  accountId: string;
  region: string;
  identifier: string;
  /** When it was read; null for a resource that was sent along. */
  at: Date | null;
  /** JSON pointers to what was taken out of it. */
  redacted: string[];
  entries: PreviewedEntry[];
  /** What it makes now and would make no more; `deleted`: nothing else makes it. */
  unmapped: { entry: string; blueprint: string; identifier: string; deleted: boolean }[];
}

export interface MappingPreview {
  resources: PreviewedResource[];
  /** Whether there may be more resources than were looked at. */
  isCut: boolean;
}
