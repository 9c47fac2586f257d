import fc from 'fast-check';

/** The errors with which each call may fail. */
type Errors<Call extends string> = Readonly<Record<Call, readonly (() => Error)[]>>;

export interface PlannedFault<Call extends string> {
  call: Call;
  /** The how-manieth call of its kind it meets, from 1. */
  nth: number;
  which: number;
}

/** At most three faults of a sync. */
export const plannedFaults = <Call extends string>(errors: Errors<Call>, maxNth: number) => {
  const call = fc.constantFrom(...(Object.keys(errors) as Call[]));
  const fault: fc.Arbitrary<PlannedFault<Call>> = fc.record({
    call,
    nth: fc.integer({ min: 1, max: maxNth }),
    which: fc.nat(2),
  });
  return fc.array(fault, { maxLength: 3 });
};

/** To be told every call; throws where a fault is planned. */
export function striking<Call extends string>(
  errors: Errors<Call>,
  faults: readonly PlannedFault<Call>[],
): (call: string) => void {
  const counted = new Map<string, number>();
  return (call) => {
    const nth = (counted.get(call) ?? 0) + 1;
    counted.set(call, nth);
    const due = faults.find((planned) => planned.call === call && planned.nth === nth);
    const choice = due ? errors[due.call] : [];
    const make = choice[(due?.which ?? 0) % choice.length];
    if (make) throw make();
  };
}
