/** A relation's value as stored: the identifiers it points at. */
export type Related = string | string[];

/** What a writer says about an entity. */
export interface EntityContent {
  identifier: string;
  blueprint: string;
  title: string | null;
  icon: string | null;
  team: string[];
  properties: { [id: string]: unknown };
  relations: { [id: string]: Related };
}

/** `datasource` is the User-Agent of the last writer: Port's mark of who owns an entity. */
export interface StoredEntity extends EntityContent {
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
  datasource: string;
}

/** One end of a relation. */
export interface EntityKey {
  blueprint: string;
  identifier: string;
}

/** Names the blueprint that each relation of a blueprint points at. */
export type RelationTargets = (blueprint: string, relation: string) => string | undefined;

/** The entities of one organization, and for each entity those that relate to it, so that a delete costs only its dependents. */
export class EntityStore {
  readonly #blueprints = new Map<string, Map<string, StoredEntity>>();
  readonly #dependents = new Map<string, Map<string, StoredEntity>>();
  /** What each entity pointed at when it was put: a blueprint's relations may change later. */
  readonly #links = new Map<string, string[]>();

  constructor(private readonly target: RelationTargets) {}

  get(blueprint: string, identifier: string): StoredEntity | undefined {
    return this.#blueprints.get(blueprint)?.get(identifier);
  }

  /** Oldest first. */
  of(blueprint: string): Iterable<StoredEntity> {
    return this.#blueprints.get(blueprint)?.values() ?? [];
  }

  *all(): Iterable<StoredEntity> {
    for (const entities of this.#blueprints.values()) yield* entities.values();
  }

  count(blueprint: string): number {
    return this.#blueprints.get(blueprint)?.size ?? 0;
  }

  counts(): { [blueprint: string]: number } {
    return Object.fromEntries([...this.#blueprints].map(([blueprint, entities]) => [blueprint, entities.size]));
  }

  /** The entities with a relation to that one, itself aside. */
  dependents(key: EntityKey): StoredEntity[] {
    const found = this.#dependents.get(text(key));
    return found ? [...found.values()].filter((entity) => text(entity) !== text(key)) : [];
  }

  put(entity: StoredEntity): void {
    const entities = this.#blueprints.get(entity.blueprint) ?? new Map<string, StoredEntity>();
    this.#blueprints.set(entity.blueprint, entities);
    this.#unlink(entity);
    entities.set(entity.identifier, entity);
    const targets = this.#targets(entity);
    if (targets.length > 0) this.#links.set(text(entity), targets);
    for (const key of targets) {
      const dependents = this.#dependents.get(key) ?? new Map<string, StoredEntity>();
      this.#dependents.set(key, dependents.set(text(entity), entity));
    }
  }

  remove(key: EntityKey): void {
    this.#unlink(key);
    this.#blueprints.get(key.blueprint)?.delete(key.identifier);
  }

  #unlink(entity: EntityKey): void {
    for (const key of this.#links.get(text(entity)) ?? []) {
      const dependents = this.#dependents.get(key);
      dependents?.delete(text(entity));
      if (dependents?.size === 0) this.#dependents.delete(key);
    }
    this.#links.delete(text(entity));
  }

  #targets(entity: StoredEntity): string[] {
    return Object.entries(entity.relations).flatMap(([relation, value]) => {
      const blueprint = this.target(entity.blueprint, relation);
      if (blueprint === undefined) return [];
      return [value].flat().map((identifier) => text({ blueprint, identifier }));
    });
  }
}

/** No identifier may hold a space. */
function text(key: EntityKey): string {
  return `${key.blueprint} ${key.identifier}`;
}
