import type { EnabledRegions } from '../ports/region-directory.js';

/** What one account sync has to list. Cells are numbered by position, so a plan is never changed once a walk began. */
export interface AccountPlan {
  /** The account's enabled regions. */
  regions: string[];
  /** Where they come from. Absent in plans that were stored without it, of which nothing is known. */
  regionSource?: EnabledRegions['source'];
  /** In the order of the mapping; `regions` null means all of the account's. */
  kinds: { kind: string; regions: string[] | null }[];
  /** What had to be assumed while planning, in sentences for the tenant. */
  notices: string[];
}

/** One listing of a plan: the unit of proof. */
export interface Cell {
  number: number;
  kind: string;
  region: string;
}

/** The plan's cells, kind by kind: relations point to kinds that stand earlier in the mapping. */
export function cellsOf(plan: AccountPlan): Cell[] {
  const places = plan.kinds.flatMap(({ kind, regions }) =>
    (regions ?? plan.regions).map((region) => ({ kind, region })),
  );
  return places.map((place, number) => ({ number, ...place }));
}

/** A set of cell numbers, stored as one bit each. */
export class CellSet {
  private constructor(private bits: Buffer) {}

  static from(bits: Buffer): CellSet {
    return new CellSet(Buffer.from(bits));
  }

  has(cell: number): boolean {
    return ((this.bits[cell >> 3] ?? 0) & (1 << (cell & 7))) !== 0;
  }

  add(cell: number): void {
    const byte = cell >> 3;
    if (byte >= this.bits.length) this.bits = Buffer.concat([this.bits, Buffer.alloc(byte - this.bits.length + 1)]);
    this.bits[byte] = (this.bits[byte] ?? 0) | (1 << (cell & 7));
  }

  toBuffer(): Buffer {
    return Buffer.from(this.bits);
  }
}
