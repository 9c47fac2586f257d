import { MAX_PLANNED, type Dying, type Observation, type PlannedChange } from '@longshore/database';

/** Keys of 16 bytes that are remembered of an account at once: of what its listings showed, and of what they would newly make. */
const MAX_KEYS = 1_000_000;

/** What a dry sync finds out about an account; in memory only, until all of it is known. */
export class AccountPlanDraft {
  readonly changes: PlannedChange[] = [];
  readonly dying: Dying = { absent: [], unmapped: [] };
  /** Resources by `kind region`, of listings that were walked to their end; those by resource model are added up. */
  readonly listed = new Map<string, number>();
  /** Entities that would be created, by `kind region`. */
  readonly created = new Map<string, number>();
  searches = 0;
  private readonly made = new Set<string>();
  private keys = 0;
  private hasForgotten = false;

  /** `look`: taken before the first call of any walk. `maxKeys`: for specs. */
  constructor(
    readonly look: Observation,
    private readonly maxKeys = MAX_KEYS,
  ) {}

  /** Whether not everything was remembered: then nothing is known to be absent. */
  get isCut(): boolean {
    return this.hasForgotten;
  }

  /** What the plan does not tell. */
  get notices(): string[] {
    const notices: string[] = [];
    if (this.searches > 0)
      notices.push(`${this.searches} searches are not planned: only a push tells which entity Port finds`);
    if (this.hasForgotten)
      notices.push(
        `more than ${this.maxKeys} resources and entities: no deletions are planned, and an entity may count as created twice`,
      );
    return notices;
  }

  /** Adds a key to a set, unless the account remembers too many already. */
  remember(keys: Set<string>, key: string): void {
    if (keys.has(key)) return;
    if (this.keys >= this.maxKeys) {
      this.hasForgotten = true;
      return;
    }
    keys.add(key);
    this.keys += 1;
  }

  forget(keys: Set<string>): void {
    this.keys -= keys.size;
    keys.clear();
  }

  /** Takes down that a resource would newly make an entity; true for the first that does. */
  make(entityKey: string): boolean {
    if (this.made.has(entityKey)) return false;
    this.remember(this.made, entityKey);
    return true;
  }

  makes(entityKey: string): boolean {
    return this.made.has(entityKey);
  }

  /** Beyond the limit it is only counted. */
  plan(change: PlannedChange): void {
    if (this.changes.length < MAX_PLANNED) this.changes.push(change);
  }
}
