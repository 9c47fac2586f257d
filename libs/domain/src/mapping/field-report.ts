import { nameOf, type MappedEntity } from '../entity.js';
import type { Json } from '../json.js';
import type { EntryProgram, MappedItem } from '../ports/mapper.js';
import { leavesOf, type Leaf } from './program-expressions.js';

/** How one field came out. `ok + nulls + errors` is the number of entities that have the field. */
export interface FieldCounts {
  /** Dotted path: `properties.url`. */
  field: string;
  ok: number;
  /** The expression yielded null or nothing: often an optional member, sometimes a misspelt path. */
  nulls: number;
  errors: number;
  /** Identifier of the first entity whose value was null without an error. */
  firstNull: string | null;
  /** The first error, and the identifier of the entity that had it. */
  firstError: { error: string; identifier: string } | null;
}

/** What became of an entry's resources. */
export interface FieldReport {
  mapped: number;
  filtered: number;
  failed: number;
  /** Why the first resource that failed did. */
  firstFailure: string | null;
  /** For each of the entry's entity mappings its fields, in the order of the mapping. */
  fields: FieldCounts[][];
}

/** Counts, resource by resource, how the fields of an entry come out; memory does not grow with the resources. */
export class FieldTally {
  readonly report: FieldReport;
  private readonly leaves: Leaf[][];

  constructor({ entities }: EntryProgram) {
    this.leaves = entities.map((entity) => leavesOf(entity));
    const fields = this.leaves.map((leaves) => leaves.map(({ field }) => noCounts(field)));
    this.report = { mapped: 0, filtered: 0, failed: 0, firstFailure: null, fields };
  }

  add(items: readonly MappedItem[]): void {
    for (const item of items) {
      this.report[item.state] += 1;
      if (item.state === 'failed') this.report.firstFailure ??= item.detail;
      if (item.state === 'mapped') this.count(item);
    }
  }

  /** The mapper makes an entity of each mapping in turn for each part of a resource, so positions repeat with their number. */
  private count({ entities, warnings }: Extract<MappedItem, { state: 'mapped' }>): void {
    for (const [position, entity] of entities.entries()) {
      const mapping = position % this.leaves.length;
      for (const [index, leaf] of (this.leaves[mapping] as Leaf[]).entries()) {
        const warning = warnings.find((each) => each.entity === position && each.field === leaf.field);
        countField(this.report.fields[mapping]?.[index] as FieldCounts, valueAt(entity, leaf.path), {
          identifier: nameOf(entity),
          error: warning?.error,
        });
      }
    }
  }
}

/** The report of both samples of one entry, as if they had been counted one after the other. */
export function joinReports(first: FieldReport, second: FieldReport): FieldReport {
  return {
    mapped: first.mapped + second.mapped,
    filtered: first.filtered + second.filtered,
    failed: first.failed + second.failed,
    firstFailure: first.firstFailure ?? second.firstFailure,
    fields: first.fields.map((fields, mapping) =>
      fields.map((counts, index) => joinCounts(counts, second.fields[mapping]?.[index] ?? noCounts(counts.field))),
    ),
  };
}

function joinCounts(first: FieldCounts, second: FieldCounts): FieldCounts {
  return {
    field: first.field,
    ok: first.ok + second.ok,
    nulls: first.nulls + second.nulls,
    errors: first.errors + second.errors,
    firstNull: first.firstNull ?? second.firstNull,
    firstError: first.firstError ?? second.firstError,
  };
}

function noCounts(field: string): FieldCounts {
  return { field, ok: 0, nulls: 0, errors: 0, firstNull: null, firstError: null };
}

function countField(
  counts: FieldCounts,
  value: Json,
  { identifier, error }: { identifier: string; error: string | undefined },
): void {
  if (error !== undefined) {
    counts.errors += 1;
    counts.firstError ??= { error, identifier };
  } else if (value === null) {
    counts.nulls += 1;
    counts.firstNull ??= identifier;
  } else counts.ok += 1;
}

function valueAt(entity: MappedEntity, path: string[]): Json {
  return path.reduce<Json>(
    (value, key) => (value as { [key: string]: Json } | null)?.[key] ?? null,
    entity as unknown as Json,
  );
}
