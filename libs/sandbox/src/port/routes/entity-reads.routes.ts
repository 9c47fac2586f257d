import { z } from 'zod';
import { blueprintOf, callerOf } from '../caller.js';
import type { StoredEntity } from '../entity-store.js';
import { BlueprintPath, Entities, EntitiesPage, Entity, EntityPath } from '../schemas/entity.js';
import { ok } from '../schemas/envelope.js';
import { BlueprintSearch, DatasourceSearch, ReadFlags, SearchQuery } from '../schemas/search.js';
import { find } from '../search/find.js';
import { matches } from '../search/matches.js';
import { page } from '../search/page.js';
import { project } from '../told-entity.js';
import type { PortApp } from '../zod-types.js';
import { entityOf } from './entity-changes.routes.js';

const Count = z.strictObject({ ok, count: z.int() });
const PartOfEntity = z.strictObject({ ok, entity: Entity.partial() });
const EVERYTHING: SearchQuery = { combinator: 'and', rules: [] };

export function readRoutes(app: PortApp): void {
  const count = { params: BlueprintPath, response: { 200: Count } };
  app.get('/v1/blueprints/:blueprint/entities-count', { schema: count }, (request) => {
    const { organization } = callerOf(request);
    const { identifier } = blueprintOf(organization, request.params.blueprint);
    return { ok: true as const, count: organization.entities.count(identifier) };
  });

  const one = { params: EntityPath, querystring: ReadFlags, response: { 200: PartOfEntity } };
  app.get('/v1/blueprints/:blueprint/entities/:entity', { schema: one }, (request) => {
    const { organization } = callerOf(request);
    const blueprint = blueprintOf(organization, request.params.blueprint);
    const entity = entityOf(organization, blueprint, request.params.entity);
    return { ok: true as const, entity: project(entity, request.query) };
  });

  const all = { params: BlueprintPath, querystring: ReadFlags, response: { 200: Entities } };
  app.get('/v1/blueprints/:blueprint/entities', { schema: all }, (request) => {
    const { organization } = callerOf(request);
    const { identifier } = blueprintOf(organization, request.params.blueprint);
    const entities = [...organization.entities.of(identifier)].map((entity) => project(entity, request.query));
    return { ok: true as const, entities };
  });
}

export function searchRoutes(app: PortApp): void {
  const inBlueprint = { params: BlueprintPath, body: BlueprintSearch, response: { 200: EntitiesPage } };
  app.post('/v1/blueprints/:blueprint/entities/search', { schema: inBlueprint }, (request) => {
    const { organization } = callerOf(request);
    const { identifier } = blueprintOf(organization, request.params.blueprint);
    const { query = EVERYTHING, limit, from, ...projection } = request.body;
    const found = page(find(organization.entities, identifier, query), limit, from);
    return { ...pageOf(found, (entity) => project(entity, projection)) };
  });

  const across = { querystring: ReadFlags, body: SearchQuery, response: { 200: Entities } };
  app.post('/v1/entities/search', { schema: across }, (request) => {
    const { organization } = callerOf(request);
    const found = [...organization.entities.all()].filter((entity) => matches(entity, request.body));
    return { ok: true as const, entities: found.map((entity) => project(entity, request.query)) };
  });

  const owned = { body: DatasourceSearch, response: { 200: EntitiesPage.extend({ next: z.string().nullable() }) } };
  app.post('/v1/blueprints/entities/datasource-entities', { schema: owned }, (request) => {
    const { limit, from } = request.body;
    const isOwned = ownedBy(request.body);
    const found = page([...callerOf(request).organization.entities.all()].filter(isOwned), limit, from);
    return { ...pageOf(found, (entity) => project(entity, {})), next: found.next ?? null };
  });
}

function pageOf<T>(found: { items: StoredEntity[]; next?: string }, tell: (entity: StoredEntity) => T) {
  const next = found.next === undefined ? {} : { next: found.next };
  return { ok: true as const, entities: found.items.map(tell), ...next };
}

function ownedBy(search: z.output<typeof DatasourceSearch>): (entity: StoredEntity) => boolean {
  return ({ datasource, updatedAt }) =>
    datasource.startsWith(search.datasource_prefix) &&
    datasource.endsWith(search.datasource_suffix) &&
    (search.before === undefined || Date.parse(updatedAt) < Date.parse(search.before));
}
