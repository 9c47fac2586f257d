import type { EntityContent, EntityKey, Related } from './entity-store.js';
import type { Organization } from './organization.js';
import { PortFault } from './port-fault.js';
import type { Blueprint } from './schemas/blueprint.js';
import type { NewEntity } from './schemas/entity.js';
import { find } from './search/find.js';

type Relation = Blueprint['relations'][string];
type Asked = NonNullable<NewEntity['relations']>[string];

/** Port relates at most this many entities by a query. */
const MAX_MATCHES = 100;

/** The relations that the entity will have, and those of their targets that do not exist. */
export function resolveRelations(
  organization: Organization,
  blueprint: Blueprint,
  entity: { identifier: string; start: EntityContent; body: NewEntity },
): { relations: { [id: string]: Related }; missing: EntityKey[] } {
  const relations: { [id: string]: Related } = { ...entity.start.relations };
  for (const [id, asked] of Object.entries(entity.body.relations ?? {})) {
    const relation = blueprint.relations[id];
    if (!relation) throw new PortFault(422, 'invalid_request', `/relations/${id} is not a relation of the blueprint`);
    const value = resolve(organization, relation, id, asked);
    if (value === null) delete relations[id];
    else relations[id] = value;
  }
  requireAll(blueprint, relations);
  const targets = Object.entries(relations).flatMap(([id, value]) => targetsOf(blueprint, id, value));
  const isSelf = (key: EntityKey) => key.blueprint === blueprint.identifier && key.identifier === entity.identifier;
  const missing = targets.filter((key) => !isSelf(key) && !organization.entities.get(key.blueprint, key.identifier));
  return { relations, missing };
}

function resolve(organization: Organization, relation: Relation, id: string, asked: Asked): Related | null {
  const value = isQuery(asked) ? lookUp(organization, relation, id, asked) : asked;
  if (value === null) return null;
  if (relation.many && !Array.isArray(value))
    throw new PortFault(422, 'invalid_request', `/relations/${id} must be array`);
  if (!relation.many && Array.isArray(value))
    throw new PortFault(422, 'invalid_request', `/relations/${id} must be string`);
  return value;
}

function lookUp(organization: Organization, relation: Relation, id: string, query: Query): Related {
  const found = [...find(organization.entities, relation.target, query)].map((entity) => entity.identifier);
  if (found.length > MAX_MATCHES)
    throw new PortFault(422, 'invalid_request', `/relations/${id} the query matches more than ${MAX_MATCHES} entities`);
  const [only, another] = found;
  if (relation.many) return found;
  if (only === undefined) throw new PortFault(404, 'not_found', `/relations/${id} no entity matches the query`);
  if (another !== undefined)
    throw new PortFault(422, 'invalid_request', `/relations/${id} the query matches more than one entity`);
  return only;
}

type Query = Extract<Asked, { combinator: unknown }>;

function isQuery(asked: Asked): asked is Query {
  return typeof asked === 'object' && asked !== null && 'combinator' in asked;
}

function requireAll(blueprint: Blueprint, relations: { [id: string]: Related }): void {
  for (const [id, relation] of Object.entries(blueprint.relations))
    if (relation.required && (relations[id] === undefined || relations[id].length === 0))
      throw new PortFault(422, 'invalid_request', `/relations must have required relation ${id}`);
}

function targetsOf(blueprint: Blueprint, id: string, value: Related): EntityKey[] {
  const target = blueprint.relations[id]?.target;
  if (target === undefined) return [];
  return [value].flat().map((identifier) => ({ blueprint: target, identifier }));
}
