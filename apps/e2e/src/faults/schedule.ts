import fc from 'fast-check';
import { POINTS } from './calls.js';
import { KINDS, SLOTS, STATES, type KindName, type Slot, type State } from './estate-model.js';
import type { Fate } from './life.js';

const AWS_FAULTS = [
  'denied',
  'reads denied',
  'throttled',
  'failing',
  'truncated',
  'page token expired',
  'page token repeated',
  'session expired',
  'role revoked',
  'ListRegions denied',
  'identity failing',
] as const;
const PORT_FAULTS = [
  'upsert 500',
  'upsert dropped',
  'upsert answer lost',
  'entity 500',
  'entity 422',
  'delete 500',
  'delete answer lost',
  'search 500',
  'token lost',
] as const;

export interface AwsFault {
  of: 'AWS';
  what: (typeof AWS_FAULTS)[number];
  /** Where; a fault of a whole account looks at the account only. */
  slot: Slot;
  /** Whether it begins with the second page, and whether it meets direct reads too. */
  isLate: boolean;
  meetsReads: boolean;
  /** Whether it lasts for one call or for the whole sync. */
  isPassing: boolean;
  /** How many syncs it lasts. */
  syncs: number;
}

export interface PortFaultOf {
  of: 'Port';
  what: (typeof PORT_FAULTS)[number];
  times: number;
}

export type Fault = AwsFault | PortFaultOf;

export type Change = { slot: Slot; state: State } | { empty: Slot };

/** What happens between two syncs and during the second. */
export interface Step {
  changes: Change[];
  kinds: KindName[];
  /** Whether the last sync was more than ten minutes ago. */
  isLater: boolean;
  faults: Fault[];
  fates: Fate[];
}

const slot = fc.constantFrom(...SLOTS);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ slot, state: fc.constantFrom(...STATES) }) },
  { weight: 1, arbitrary: fc.record({ empty: slot }) },
);
const awsFault: fc.Arbitrary<Fault> = fc.record({
  of: fc.constant('AWS' as const),
  what: fc.constantFrom(...AWS_FAULTS),
  slot,
  isLate: fc.boolean(),
  meetsReads: fc.boolean(),
  isPassing: fc.boolean(),
  syncs: fc.integer({ min: 1, max: 2 }),
});
const portFault: fc.Arbitrary<Fault> = fc.record({
  of: fc.constant('Port' as const),
  what: fc.constantFrom(...PORT_FAULTS),
  times: fc.integer({ min: 1, max: 3 }),
});
const fate: fc.Arbitrary<Fate> = fc
  .record({
    point: fc.constantFrom(...POINTS),
    nth: fc.integer({ min: 1, max: 3 }),
    what: fc.constantFrom('vanishes' as const, 'vanishes' as const, 'stands still' as const),
  })
  .map(({ point, ...rest }) => ({ ...point, ...rest }));
const all = Object.keys(KINDS) as KindName[];
const kinds = fc.oneof(
  { weight: 7, arbitrary: fc.constant(all) },
  { weight: 2, arbitrary: fc.subarray(all, { minLength: 1 }) },
);

/** A list that is cut short and a read that is refused, twice: a resource that is gone looks the same. No engine can tell. */
function tellable(steps: Step[]): Step[] {
  const isLiedTo = steps.some(({ faults }) => faults.some((fault) => fault.what === 'truncated'));
  if (!isLiedTo) return steps;
  const readable = (fault: Fault): boolean =>
    fault.of === 'Port' || (fault.what !== 'reads denied' && (fault.what === 'truncated' || !fault.meetsReads));
  return steps.map((step) => ({ ...step, faults: step.faults.filter(readable) }));
}

export const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.record({
      changes: fc.array(change, { maxLength: 6 }),
      kinds,
      isLater: fc.boolean(),
      faults: fc.array(fc.oneof(awsFault, portFault), { maxLength: 3 }),
      fates: fc.array(fate, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map(tellable);
