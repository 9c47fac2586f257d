import { ActionBook } from './action-book.js';
import { EntityStore, type StoredEntity } from './entity-store.js';
import type { Change } from './journal.js';
import type { Blueprint } from './schemas/blueprint.js';
import type { Integration } from './schemas/integration.js';
import { Telemetry } from './telemetry.js';

/** A Port organization with its one pair of credentials. */
export interface PortOrganization {
  id: string;
  name: string;
  clientId: string;
  clientSecret: string;
}

/** Everything one organization holds. The catalog changes only through `apply`, so that a replay ends in the same state. */
export class Organization {
  readonly blueprints = new Map<string, Blueprint>();
  readonly integrations = new Map<string, Integration>();
  readonly entities = new EntityStore(
    (blueprint, relation) => this.blueprints.get(blueprint)?.relations[relation]?.target,
  );

  readonly book = new ActionBook();
  readonly #telemetry = new Map<string, Telemetry>();

  constructor(readonly identity: PortOrganization) {}

  /** By the integration's internal id. */
  telemetryOf(id: string): Telemetry {
    const telemetry = this.#telemetry.get(id) ?? new Telemetry();
    this.#telemetry.set(id, telemetry);
    return telemetry;
  }

  /** Puts `after` in place, or removes what is there when it is null; gives what was there before. */
  apply(change: Pick<Change, 'resource' | 'blueprint' | 'identifier' | 'after'>): object | null {
    if (change.resource === 'blueprint')
      return swap(this.blueprints, change.identifier, change.after as Blueprint | null);
    if (change.resource === 'integration')
      return swap(this.integrations, change.identifier, change.after as Integration | null);
    const key = { blueprint: change.blueprint ?? '', identifier: change.identifier };
    const before = this.entities.get(key.blueprint, key.identifier) ?? null;
    if (change.after) this.entities.put(change.after as StoredEntity);
    else this.entities.remove(key);
    return before;
  }
}

function swap<T extends object>(held: Map<string, T>, identifier: string, after: T | null): T | null {
  const before = held.get(identifier) ?? null;
  if (after) held.set(identifier, after);
  else held.delete(identifier);
  return before;
}
