import { type CataloguedKind, findKind, kindNames } from '../catalogue.js';
import { nearestNames } from '../nearest-names.js';
import { cataloguedOwn, OwnKind } from './own-kind.js';

/** The kinds that somebody may name: those of the public catalogue, and beside them what accounts have for themselves. */
export class Kinds {
  private readonly own: ReadonlyMap<string, CataloguedKind>;

  /** The public catalogue knows its types better than an account's schema of the same name tells. */
  constructor(own: readonly OwnKind[] = []) {
    this.own = new Map(own.filter(({ type }) => !findKind(type)).map((kind) => [kind.type, cataloguedOwn(kind)]));
  }

  /** The kind of exactly this name. */
  find(name: string): CataloguedKind | undefined {
    return findKind(name) ?? this.own.get(name);
  }

  names(): string[] {
    return [...kindNames(), ...this.own.keys()].sort();
  }

  /** At most three names that somebody who wrote `name` may have meant, the nearest first. */
  suggest(name: string): string[] {
    return nearestNames(name, this.names(), 3);
  }
}

/** With what was kept of accounts' schemas; what an older version kept in another form is left out until it is read again. */
export function kindsOf(kept: readonly unknown[]): Kinds {
  return new Kinds(
    kept.flatMap((facts) => {
      const parsed = OwnKind.safeParse(facts);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}
