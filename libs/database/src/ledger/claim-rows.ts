import type { TenantId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';
import { columns, type IntendedClaim, type IntendedPush, type PageIntent } from './page-intent.js';
import { place, SCOPE } from './scope-rows.js';

/** A claim of a page, and its place in the intent. */
interface DesiredClaim extends IntendedClaim {
  resource: number;
  claim: number;
  key: Buffer;
}

export interface WrittenClaim {
  /** Of the desired claim. */
  place: number;
  scopeId: string;
  entityId: string;
  /** Null when Port has confirmed this body. */
  intent: string | null;
}

/** An entry that makes one entity twice from one resource is one claim: the later body wins, as it would in Port. */
export function desiredClaims({ resources }: PageIntent): DesiredClaim[] {
  const desired = new Map<string, DesiredClaim>();
  resources.forEach(({ key, claims }, resource) =>
    claims.forEach((intended, claim) => {
      const { entry, blueprint, identifier } = intended;
      desired.set(JSON.stringify([resource, entry, blueprint, identifier]), { ...intended, resource, claim, key });
    }),
  );
  return [...desired.values()];
}

/*
 * Every table is narrowed by the keys of the page before anything is joined: as a plain join PostgreSQL may read all of a tenant for each
 * of a page, as long as the partition has no statistics (row level security states the tenant twice, which looks selective).
 */
const CLAIMS_WRITTEN = `
  with written as materialized (
    select r.key from hot.resource r where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.key = any($7) and r.obs = $6),
  desired as materialized (
    select v.place, v.key, v.entry, e.id as entity_id, v.body_hash
    from unnest($10::int[], $11::bytea[], $12::text[], $13::text[], $14::text[], $15::bytea[]) as v (place, key, entry, name, identifier, body_hash)
    join app.blueprint_name b on b.tenant_id = $1 and b.name = v.name
    join hot.entity e on e.blueprint_id = b.id and e.identifier = v.identifier
    where e.tenant_id = $1 and e.identifier = any($14)
      and e.blueprint_id = any(array(select known.id from app.blueprint_name known where known.tenant_id = $1 and known.name = any($13)))
      and v.key in (select key from written)
    for key share of e),
  others as (
    update hot.claim c set unmapped = true
    where c.tenant_id = $1 and c.scope_id = ${SCOPE} and c.key = any(array(select key from written)) and not c.unmapped and c.mapping_no <= $9
      and not exists (select from desired d where d.key = c.key and d.entry = c.entry and d.entity_id = c.entity_id)
      and not exists (select from unnest($16::bytea[], $17::text[]) as f (key, entry) where f.key = c.key and f.entry = c.entry)),
  pushed as (
    insert into hot.claim as c (tenant_id, scope_id, key, entry, entity_id, body_hash, intent, epoch, mapping_no)
    select $1, ${SCOPE}, key, entry, entity_id, body_hash, nextval('hot.intent'), $8, $9 from desired
    on conflict (tenant_id, scope_id, key, entry, entity_id) do update
      set body_hash = excluded.body_hash, pushed_hash = null, intent = excluded.intent, epoch = excluded.epoch, mapping_no = excluded.mapping_no, unmapped = false
      where c.mapping_no <= excluded.mapping_no
        and (c.pushed_hash is distinct from excluded.body_hash or c.body_hash <> excluded.body_hash or c.epoch <> excluded.epoch or c.unmapped)
    returning key, entry, entity_id, intent)
  select d.place, ${SCOPE}::text as "scopeId", d.entity_id::text as "entityId", p.intent::text as intent
  from desired d left join pushed p on p.key = d.key and p.entry = d.entry and p.entity_id = d.entity_id
  order by d.place`;

/**
 * Writes the claims of the resources that the page may write, and keeps their entities from being forgotten meanwhile. What these
 * resources no longer make is unmapped; entries that failed keep what they made.
 */
export function claimsWritten(tenantId: TenantId, intent: PageIntent, desired: DesiredClaim[]): Statement {
  const failed = intent.resources.flatMap(({ key, failedEntries }) => failedEntries.map((entry) => ({ key, entry })));
  return {
    text: CLAIMS_WRITTEN,
    values: [
      ...place(tenantId, intent.scope),
      intent.observation,
      intent.resources.map(({ key }) => key),
      intent.epoch,
      intent.mappingNo,
      desired.map((_, number) => number),
      ...columns(desired, ['key', 'entry', 'blueprint', 'identifier', 'bodyHash']),
      ...columns(failed, ['key', 'entry']),
    ],
  };
}

/** What has to be pushed of it. */
export function pushesOf(desired: DesiredClaim[], written: WrittenClaim[]): IntendedPush[] {
  return written.flatMap(({ place: number, scopeId, entityId, intent }) => {
    const { resource, claim } = desired[number] as DesiredClaim;
    return intent === null ? [] : [{ resource, claim, scopeId, entityId, intent }];
  });
}
