import {
  entityIdentifier,
  isSought,
  type Entity,
  type Json,
  type MappedEntity,
  type MappedItem,
} from '@longshore/domain';

/** What an identifier ends in that was made from one which Port would refuse. */
const MADE = /_[0-9a-f]{12}$/;

/** Gives the entities of an account sync the identifiers that Port takes, and the relations to them the same. */
export class EntityIdentifiers {
  /** What the mapping called the entities whose identifier was made, or could have been. Entities with other names cannot be mistaken. */
  private readonly originals = new Map<string, string>();

  /** `failed` when an identifier names nothing, or two entities of a blueprint would become one. */
  named(item: MappedItem): MappedItem {
    if (item.state !== 'mapped') return item;
    const entities: MappedEntity[] = [];
    for (const entity of item.entities) {
      if (isSought(entity)) {
        entities.push({ ...entity, relations: related(entity.relations) });
        continue;
      }
      const identifier = entityIdentifier(entity.identifier);
      if (identifier === undefined)
        return { state: 'failed', detail: `Port takes no entity with the identifier "${entity.identifier}"` };
      const other = this.other(entity, identifier);
      if (other !== undefined)
        return {
          state: 'failed',
          detail: `"${entity.identifier}" and "${other}" would both be ${identifier}: give one of them another identifier`,
        };
      entities.push({ ...entity, identifier, relations: related(entity.relations) });
    }
    return { ...item, entities };
  }

  private other({ blueprint, identifier: mapped }: Entity, identifier: string): string | undefined {
    if (!MADE.test(identifier)) return undefined;
    const name = `${blueprint}\n${identifier}`;
    const original = this.originals.get(name) ?? mapped;
    this.originals.set(name, original);
    return original === mapped ? undefined : original;
  }
}

/** Search queries name no identifier and stay as they are. */
function related(relations: Entity['relations']): Entity['relations'] {
  return Object.fromEntries(Object.entries(relations).map(([relation, target]) => [relation, identifierIn(target)]));
}

function identifierIn(target: Json): Json {
  if (typeof target === 'string') return entityIdentifier(target) ?? target;
  return Array.isArray(target) ? target.map(identifierIn) : target;
}
