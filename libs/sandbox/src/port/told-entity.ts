import type { StoredEntity } from './entity-store.js';
import { PortFault } from './port-fault.js';
import type { Projection } from './schemas/search.js';

/** An entity as Port tells it: without its datasource, which only searches see. */
export type ToldEntity = Omit<StoredEntity, 'datasource'>;

const META = new Set([
  'identifier',
  'title',
  'icon',
  'team',
  'blueprint',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
]);

export function told({ datasource: _hidden, ...entity }: StoredEntity): ToldEntity {
  return entity;
}

/** Keeps what `include` names, or drops what `exclude` names; meta-properties may carry Port's `$`. */
export function project(entity: StoredEntity, { include, exclude }: Projection): Partial<ToldEntity> {
  const whole = told(entity);
  if (include && exclude) throw new PortFault(422, 'invalid_request', '/include and /exclude cannot be combined');
  if (include) return pick(whole, names(include));
  if (!exclude) return whole;
  const dropped = names(exclude);
  const kept = [...META, ...Object.keys(whole.properties), ...Object.keys(whole.relations)];
  return pick(whole, new Set(kept.filter((name) => !dropped.has(name) && !dropped.has(groupOf(whole, name)))));
}

function pick(entity: ToldEntity, wanted: Set<string>): Partial<ToldEntity> {
  const isWanted = ([name]: [string, unknown]) => wanted.has(name) || wanted.has(groupOf(entity, name));
  const meta = Object.entries(entity).filter(([name]) => META.has(name) && wanted.has(name));
  return {
    ...Object.fromEntries(meta),
    properties: Object.fromEntries(Object.entries(entity.properties).filter(isWanted)),
    relations: Object.fromEntries(Object.entries(entity.relations).filter(isWanted)),
  };
}

function groupOf(entity: ToldEntity, name: string): string {
  if (META.has(name)) return name;
  return name in entity.properties ? 'properties' : 'relations';
}

function names(list: string[]): Set<string> {
  return new Set(list.map((name) => name.replace(/^\$|^properties\.|^relations\./, '')));
}
