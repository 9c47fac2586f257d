import type { Cell } from '@longshore/domain';
import type { KnownScope, Place } from '@longshore/database';

type CellPlace = Pick<Cell, 'kind' | 'region'>;

const nameOf = ({ kind, region }: CellPlace, model = ''): string => `${kind} ${region} ${model}`;

/** The scopes that the ledger held of an account when its sync began. */
export class KnownScopes {
  private readonly names: ReadonlySet<string>;
  private readonly filled: ReadonlySet<string>;
  private readonly byCell = new Map<string, KnownScope[]>();

  constructor(private readonly scopes: readonly KnownScope[]) {
    this.names = new Set(scopes.map((scope) => nameOf(scope, scope.model)));
    this.filled = new Set(scopes.flatMap((scope) => (scope.isEmpty ? [] : [nameOf(scope, scope.model)])));
    for (const scope of scopes) this.byCell.set(nameOf(scope), [...this.of(scope), scope]);
  }

  get regions(): string[] {
    return this.scopes.map(({ region }) => region);
  }

  /** `model`: the hash of a resource model; absent: the listing without one. */
  has(cell: CellPlace, model?: Buffer): boolean {
    return this.names.has(nameOf(cell, model?.toString('hex')));
  }

  /** The same, and whether it holds resources. */
  isFilled(cell: CellPlace, model?: Buffer): boolean {
    return this.filled.has(nameOf(cell, model?.toString('hex')));
  }

  /** Those of a cell, with a resource model or without. */
  of(cell: CellPlace): readonly KnownScope[] {
    return this.byCell.get(nameOf(cell)) ?? [];
  }

  /** Whether each of them is one of these places. */
  areAllIn(places: Place[]): boolean {
    const listed = new Set<string>();
    const whole = new Set<string>();
    for (const { models = [], ...cell } of places) {
      if (models === 'any') whole.add(nameOf(cell));
      else for (const model of [undefined, ...models]) listed.add(nameOf(cell, model?.toString('hex')));
    }
    return this.scopes.every((scope) => whole.has(nameOf(scope)) || listed.has(nameOf(scope, scope.model)));
  }
}
