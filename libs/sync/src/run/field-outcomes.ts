import { FieldTally, type FieldCounts, type MappedItem, type MappingEntry } from '@longshore/domain';
import type { FieldOutcome } from '@longshore/database';

const nameOf = ({ entry, field }: FieldOutcome): string => `${entry}\n${field}`;

/** How the fields of the mapping come out during an account sync. */
export class FieldOutcomes {
  private readonly tallies = new Map<string, { kind: string; tally: FieldTally }>();
  private isNew = false;

  /** `earlier`: what the workers before have counted. */
  constructor(private readonly earlier: FieldOutcome[]) {}

  add(entry: MappingEntry, items: MappedItem[]): void {
    const counted = this.tallies.get(entry.key) ?? { kind: entry.kind, tally: new FieldTally(entry) };
    this.tallies.set(entry.key, counted);
    counted.tally.add(items);
    this.isNew = true;
  }

  /** Undefined when nothing was added since they were taken last. */
  take(): FieldOutcome[] | undefined {
    if (!this.isNew) return undefined;
    this.isNew = false;
    const all = new Map<string, FieldOutcome>();
    for (const outcome of [...this.earlier, ...this.counted()]) {
      const known = all.get(nameOf(outcome));
      all.set(nameOf(outcome), known ? sumOf(known, outcome) : outcome);
    }
    return [...all.values()];
  }

  private counted(): FieldOutcome[] {
    return [...this.tallies].flatMap(([entry, { kind, tally }]) =>
      tally.report.fields.flat().map((counts) => outcomeOf(entry, kind, counts)),
    );
  }
}

function outcomeOf(entry: string, kind: string, counts: FieldCounts): FieldOutcome {
  const { field, ok, nulls, errors, firstError, firstNull } = counts;
  const sample = firstError?.identifier ?? firstNull;
  return { entry, kind, field, ok, null: nulls, error: errors, firstError: firstError?.error ?? null, sample };
}

function sumOf(one: FieldOutcome, other: FieldOutcome): FieldOutcome {
  const shown = one.firstError === null && other.firstError !== null ? other : one;
  return {
    ...one,
    ok: one.ok + other.ok,
    null: one.null + other.null,
    error: one.error + other.error,
    firstError: shown.firstError,
    sample: shown.sample ?? other.sample,
  };
}
