import type { KindReadingRow, OwnKindRow } from '@longshore/database';
import { Kinds, kindsOf } from '@longshore/kinds';

/** What one account can list: the public catalogue, and the types of its own as its regions' registries were last read. */
export class AccountKinds {
  readonly kinds: Kinds;
  private readonly knownSince: ReadonlyMap<string, Date>;

  constructor(
    own: readonly OwnKindRow[] = [],
    private readonly readings: readonly KindReadingRow[] = [],
  ) {
    this.kinds = kindsOf(own.map(({ facts }) => facts));
    this.knownSince = new Map(own.map(({ kind, knownSince }) => [kind, knownSince]));
  }

  /** Whether the region's registry was read since the kind is known, and had none of it. What was not read may have it. */
  isAbsent(kind: string, region: string): boolean {
    const since = this.knownSince.get(kind);
    const origin = this.kinds.find(kind)?.origin;
    if (since === undefined || origin === undefined || origin === 'public') return false;
    const reading = this.readings.find((one) => one.region === region);
    return reading?.readAt != null && reading.readAt >= since && !reading.kinds.includes(kind);
  }

  /** What could not be read of these regions, once for each reason. */
  notices(regions: readonly string[]): string[] {
    const failed = this.readings.filter(({ region, failure }) => failure !== null && regions.includes(region));
    const reasons = new Map<string, string[]>();
    for (const { region, failure } of failed) {
      const reason = `${failure?.detail} ${failure?.remedy}`;
      reasons.set(reason, [...(reasons.get(reason) ?? []), region]);
    }
    return [...reasons].map(
      ([reason, named]) =>
        `The account's own types could not be read in ${named.join(', ')}, so what was known before is listed: ${reason}`,
    );
  }
}
