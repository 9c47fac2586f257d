import type { TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';
import type { PageIntent } from './page-intent.js';
import { place, SCOPE } from './scope-rows.js';

export function blueprintsNamed(tenantId: TenantId, { resources }: PageIntent): Statement {
  const names = resources.flatMap(({ claims }) => claims.map(({ blueprint }) => blueprint));
  return {
    text: `insert into app.blueprint_name (tenant_id, name) select $1, wanted.name from unnest($2::text[]) as wanted (name)
      where not exists (select from app.blueprint_name known where known.tenant_id = $1 and known.name = wanted.name)
      order by 2 on conflict do nothing`,
    values: [tenantId, [...new Set(names)]],
  };
}

/** Makes the entities that the written resources of a page claim. In one order, so that two transactions wait for each other in it. */
export function entitiesEnsured(tenantId: TenantId, { scope, observation, resources }: PageIntent): Statement {
  const wanted = resources.flatMap(({ key, claims }) => claims.map((claim) => ({ key, ...claim })));
  return {
    text: `with wanted as materialized (
        select distinct b.id as blueprint_id, v.identifier from unnest($7::bytea[], $8::text[], $9::text[]) as v (key, name, identifier)
        join app.blueprint_name b on b.tenant_id = $1 and b.name = v.name
        where v.key in (select r.key from hot.resource r where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.key = any($7) and r.obs = $6)),
      known as materialized (
        select e.blueprint_id, e.identifier from hot.entity e
        where e.tenant_id = $1 and e.blueprint_id = any(array(select blueprint_id from wanted)) and e.identifier = any($9))
      insert into hot.entity (tenant_id, blueprint_id, identifier)
      select $1, blueprint_id, identifier from (select * from wanted except select * from known) missing
      order by blueprint_id, identifier collate "C" on conflict do nothing`,
    values: [
      ...place(tenantId, scope),
      observation,
      wanted.map(({ key }) => key),
      wanted.map(({ blueprint }) => blueprint),
      wanted.map(({ identifier }) => identifier),
    ],
  };
}
