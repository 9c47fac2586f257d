import { randomBytes } from 'node:crypto';
import type { EntityContent, StoredEntity } from './entity-store.js';
import type { Organization } from './organization.js';
import { entityNotFound, invalid, PortFault } from './port-fault.js';
import { propertyRules } from './property-rules.js';
import { resolveRelations } from './relations.js';
import type { Blueprint } from './schemas/blueprint.js';
import type { NewEntity } from './schemas/entity.js';
import type { MatchQuery } from './schemas/match-query.js';
import { find } from './search/find.js';

/** `create` refuses what exists; `replace` and `merge` write over it, or create it unless `mustExist`. */
export interface WriteMode {
  onExisting: 'refuse' | 'replace' | 'merge';
  createMissing: boolean;
}

/** A checked write: the entity, and the bare related entities to create before it. */
export interface PlannedWrite {
  content: EntityContent;
  stubs: EntityContent[];
}

/** Checks an entity against its blueprint as Port would; throws what Port refuses. */
export function planUpsert(
  organization: Organization,
  blueprint: Blueprint,
  body: NewEntity,
  mode: WriteMode,
): PlannedWrite {
  const identifier = identifierOf(organization, blueprint, body);
  const existing = organization.entities.get(blueprint.identifier, identifier);
  if (existing && mode.onExisting === 'refuse')
    throw new PortFault(409, 'identifier_taken', `Entity with identifier "${identifier}" exists already`);
  const start = existing && mode.onExisting === 'merge' ? existing : blank(blueprint.identifier, identifier);
  return plan(organization, { blueprint, body, start, identifier, createMissing: mode.createMissing });
}

/** As `planUpsert`, for an entity that must exist and may be given another identifier. */
export function planChange(
  organization: Organization,
  blueprint: Blueprint,
  existing: StoredEntity,
  change: { body: NewEntity; isMerge: boolean; createMissing: boolean },
): PlannedWrite {
  const identifier = typeof change.body.identifier === 'string' ? change.body.identifier : existing.identifier;
  if (identifier !== existing.identifier && organization.entities.get(blueprint.identifier, identifier))
    throw new PortFault(409, 'identifier_taken', `Entity with identifier "${identifier}" exists already`);
  const start = change.isMerge ? existing : blank(blueprint.identifier, identifier);
  return plan(organization, { blueprint, start, identifier, body: change.body, createMissing: change.createMissing });
}

export function blank(blueprint: string, identifier: string): EntityContent {
  return { identifier, blueprint, title: null, icon: null, team: [], properties: {}, relations: {} };
}

interface Draft {
  blueprint: Blueprint;
  body: NewEntity;
  start: EntityContent;
  identifier: string;
  createMissing: boolean;
}

function plan(organization: Organization, { blueprint, body, start, identifier, createMissing }: Draft): PlannedWrite {
  const properties = withoutNulls({ ...start.properties, ...body.properties });
  const checked = propertyRules(blueprint).safeParse(properties);
  if (!checked.success) throw invalid(checked.error, '/properties');
  const { relations, missing } = resolveRelations(organization, blueprint, { identifier, start, body });
  const [first] = missing;
  if (first && !createMissing) throw entityNotFound(first.blueprint, first.identifier);
  const content: EntityContent = {
    identifier,
    blueprint: blueprint.identifier,
    title: body.title === undefined ? start.title : body.title,
    icon: body.icon === undefined ? start.icon : body.icon,
    team: body.team === undefined ? start.team : teams(body.team),
    properties,
    relations,
  };
  return { content, stubs: missing.map((key) => blank(key.blueprint, key.identifier)) };
}

function identifierOf(organization: Organization, blueprint: Blueprint, body: NewEntity): string {
  if (body.identifier === undefined) return randomBytes(8).toString('hex');
  if (typeof body.identifier === 'string') return body.identifier;
  requireSearchable(blueprint, body.identifier);
  const [match, another] = find(organization.entities, blueprint.identifier, body.identifier);
  if (!match) throw new PortFault(404, 'not_found', 'No entity matches the identifier query');
  if (another) throw new PortFault(422, 'invalid_request', 'The identifier query matches more than one entity');
  return match.identifier;
}

/** Port searches by meta-properties and by the blueprint's own properties, not by calculated or mirrored ones. */
function requireSearchable(blueprint: Blueprint, { rules }: MatchQuery): void {
  for (const rule of rules) {
    if ('rules' in rule) requireSearchable(blueprint, rule);
    else if (!rule.property.startsWith('$') && !(rule.property in blueprint.schema.properties))
      throw new PortFault(422, 'invalid_request', `/identifier "${rule.property}" is not a property to search by`);
  }
}

function teams(team: NonNullable<NewEntity['team']> | null): string[] {
  if (team === null) return [];
  if (typeof team === 'object' && 'combinator' in team)
    throw new PortFault(422, 'invalid_request', '/team this organization has no teams to search');
  return [team].flat();
}

/** Null clears a value (Port API, entities). */
function withoutNulls(properties: { [id: string]: unknown }): { [id: string]: unknown } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
