import type { TenantId } from '@longshore/domain';
import type { Statement, StatementResult } from '../connection/pipeline.js';
import { entitiesLocked } from './entity-locks.js';

/** An entity whose every claim is dead. */
export interface DeletionCandidate {
  entityId: string;
  blueprint: string;
  identifier: string;
  awsId: string;
  reason: DeletionReason;
  /** The hold through which somebody approved it; null where nobody was asked. */
  holdId: string | null;
}

/**
 * gone: no resource any more. unmapped: the resource is there, and no entry makes it. aged-out: it left the window of a history.
 * orphaned: what a vanished listing held was pruned: a person asked, or its account is gone for good. removed: the integration was deleted along with its entities.
 * dependent: Port deleted it along with another that it relates to.
 */
export const DELETION_REASONS = ['gone', 'unmapped', 'aged-out', 'orphaned', 'removed', 'dependent'] as const;
export type DeletionReason = (typeof DELETION_REASONS)[number];

/** Whether a claim `c` of a resource `r` is dead. */
export const IS_DEAD = `(c.unmapped or r.absent_at is not null)`;

/** Whether a resource `r` that the newest complete walk did not list has left the window of its kind's history. */
export const HAS_AGED = `(r.absent_at is not null and r.ages_at is not null and r.ages_at <= now())`;

/** Selects the claims that keep an entity alive. */
export const isLive = (entityId: string): string => `
  select from hot.claim l join hot.resource p on p.tenant_id = l.tenant_id and p.scope_id = l.scope_id and p.key = l.key
  where l.tenant_id = $1 and l.entity_id = ${entityId} and not l.unmapped and p.absent_at is null`;

/** The reason that a hold shows of an entity of a listing: `unmapped` where no claim of the listing is dead for another reason. */
const shownReason = (entityId: string, scopeId: string): string => `case when exists (
  select from hot.claim n where n.tenant_id = $1 and n.entity_id = ${entityId} and n.scope_id = ${scopeId} and not n.unmapped) then 'gone' else 'unmapped' end`;

/**
 * What somebody has decided about an entity of a listing, `approved` or `rejected`; null when nobody has. An approval counts for the listing
 * and the reason that were shown, and for no other; a rejection keeps the entity through this listing, whatever the reason.
 */
export const decisionOn = (
  entityId: string,
  scopeId: string,
  { column = 'state', reason = shownReason(entityId, scopeId) } = {},
): string => `(
  select h.${column} from hot.held_entity x join hot.deletion_hold h on h.tenant_id = x.tenant_id and h.id = x.hold_id
  where x.tenant_id = $1 and x.entity_id = ${entityId} and h.scope_id = ${scopeId}
    and (h.state = 'rejected' or h.state = 'approved' and x.reason = ${reason}) order by h.decided_at desc limit 1)`;

const REASON = `case when bool_or(not c.unmapped and not ${HAS_AGED}) then 'gone' when bool_or(${HAS_AGED}) then 'aged-out' else 'unmapped' end`;

/** A scope that is settled; `braked`: it lets go of approved and aged-out entities only. */
export interface SettledScope {
  scopeId: string;
  braked: boolean;
}

/** Whether a dead claim `c` of the scope $2 stays though another claim would keep its entity: its own listing has not let it go. */
const isKept = (braked: boolean): string => {
  const decision = decisionOn('c.entity_id', '$2');
  if (!braked) return `${decision} is not distinct from 'rejected'`;
  return `case coalesce(${decision}, '') when 'approved' then false when 'rejected' then true else not exists (
    select from hot.resource r where r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key and ${HAS_AGED}) end`;
};

/** Claims `c` of the scope $2 as candidates: what Port has to delete, named. What somebody rejected is none. */
const candidates = (where: string, rest: string): string => `
  select d.*, case when d.decision = 'approved' then ${decisionOn('d."entityId"::bigint', '$2', { column: 'id' })} end as "holdId" from (
    select c.entity_id::text as "entityId", b.name as blueprint, e.identifier, min(r.aws_id) as "awsId", ${REASON} as reason,
      ${decisionOn('c.entity_id', '$2')} as decision
    from hot.claim c join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
    join hot.entity e on e.tenant_id = c.tenant_id and e.id = c.entity_id
    join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id
    where ${where} group by c.entity_id, b.name, e.identifier) d
  where d.decision is distinct from 'rejected' ${rest}`;

/** What the last of the statements found. */
export function candidatesOf(results: StatementResult[]): DeletionCandidate[] {
  const rows = results.at(-1)?.rows as (DeletionCandidate & { decision: string | null })[];
  return rows.map(({ decision: _, ...candidate }) => candidate);
}

/**
 * Drops the claims of resources that are gone while their entity lives on through another claim, forgets resources without claims,
 * and selects the entities that have no other. A claim that is dead in another scope counts as alive: only its own scope settles it.
 */
export function absentBuried(tenantId: TenantId, { scopeId, braked }: SettledScope, gone: Buffer[]): Statement[] {
  const dead = `c.tenant_id = $1 and c.scope_id = $2 and c.key in (
    select d.key from hot.resource d where d.tenant_id = $1 and d.scope_id = $2 and d.key = any($3::bytea[]) and d.absent_at is not null)`;
  const released = `delete from hot.claim c where ${dead} and not ${isKept(braked)} and exists (
    select from hot.claim o where o.tenant_id = c.tenant_id and o.entity_id = c.entity_id
      and not (o.scope_id = $2 and (o.unmapped or o.key = any($3))))`;
  const forgotten = `delete from hot.resource r where r.tenant_id = $1 and r.scope_id = $2 and r.key = any($3) and r.absent_at is not null
    and not exists (select from hot.claim c where c.tenant_id = r.tenant_id and c.scope_id = r.scope_id and c.key = r.key)`;
  const values = [tenantId, scopeId, gone];
  return [
    entitiesLocked(dead, values),
    { text: released, values },
    { text: forgotten, values },
    { text: candidates(dead, `order by d.blueprint, d.identifier`), values },
  ];
}

/** The same for claims that no entry makes any more although their resource is there. */
export function unmappedBuried(
  tenantId: TenantId,
  { scopeId, braked }: SettledScope,
  { after, limit }: { after: string; limit: number },
): Statement[] {
  const dead = `c.tenant_id = $1 and c.scope_id = $2 and c.unmapped`;
  const other = `select from hot.claim o where o.tenant_id = c.tenant_id and o.entity_id = c.entity_id and not (o.scope_id = $2 and o.unmapped)`;
  const values = [tenantId, scopeId];
  return [
    entitiesLocked(dead, values),
    { text: `delete from hot.claim c where ${dead} and not ${isKept(braked)} and exists (${other})`, values },
    {
      text: candidates(`${dead} and c.entity_id > $3`, `order by d."entityId"::bigint limit $4`),
      values: [...values, after, limit],
    },
  ];
}
