import type { IntegrationId, JsonObject, OperationId, SyncId, TenantId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';
import { type DeletionCandidate, IS_DEAD } from './dead-claims.js';
import { isReleasedTo } from './orphaned.js';
import { columns } from './page-intent.js';

/** A deletion that nobody carries out any more: longer than any worker keeps its lease without renewing it. */
export const UNFINISHED_MINUTES = 5;

export interface IntendedDeletion extends DeletionCandidate {
  evidence: JsonObject;
  /** The entity as Port had it, sealed; null when Port did not have it. */
  before: Buffer | null;
}

/** On whose behalf entities are deleted: a sync, or an operation. */
export interface DeletionRun {
  integrationId: IntegrationId;
  syncId: SyncId | null;
  operationId: OperationId | null;
}

const IS_RELEASED = isReleasedTo('$3');

const WITH_SCOPE = `join hot.scope s on s.tenant_id = c.tenant_id and s.id = c.scope_id
  join app.account a on a.tenant_id = s.tenant_id and a.id = s.account_id
  join app.integration i on i.tenant_id = s.tenant_id and i.id = s.integration_id`;

/** Has what still makes these entities pushed again: a confirmation that is on its way says nothing of an entity deleted meanwhile. */
export async function unconfirm(transaction: Transaction, tenantId: TenantId, ids: string[]): Promise<void> {
  await transaction.count(
    `update hot.claim set pushed_hash = null, intent = nextval('hot.intent') where tenant_id = $1 and entity_id = any($2::bigint[])`,
    [tenantId, ids],
  );
}

/**
 * Those of these entities that may be deleted now: every claim is dead, or held by a listing that the operation may take along because
 * it has vanished or its integration is being deleted; and the approval, if one was needed, still stands.
 */
export async function deletable(
  transaction: Transaction,
  tenantId: TenantId,
  { operationId }: DeletionRun,
  deletions: IntendedDeletion[],
): Promise<IntendedDeletion[]> {
  const doomed = await transaction.rows<{ id: string }>(
    `select c.entity_id::text as id from hot.claim c join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
     ${WITH_SCOPE}
     where c.tenant_id = $1 and c.entity_id = any($2::bigint[]) group by c.entity_id
     having bool_and(${IS_DEAD} or ${IS_RELEASED})`,
    [tenantId, deletions.map((deletion) => deletion.entityId), operationId],
  );
  const approved = await transaction.rows<{ id: string }>(
    `select id from hot.deletion_hold where tenant_id = $1 and id = any($2::uuid[]) and state = 'approved' for share`,
    [tenantId, deletions.flatMap(({ holdId }) => holdId ?? [])],
  );
  const [dead, holds] = [new Set(doomed.map(({ id }) => id)), new Set(approved.map(({ id }) => id))];
  return deletions.filter(({ entityId, holdId }) => dead.has(entityId) && (holdId === null || holds.has(holdId)));
}

export interface Unfinished {
  id: string;
  blueprint: string;
  identifier: string;
}

/** Closes what a resource makes again, and has it pushed again. One probe a deletion: as one join PostgreSQL would read the whole ledger of the tenant for it. */
export async function closeReturned(
  transaction: Transaction,
  tenantId: TenantId,
  unfinished: Unfinished[],
): Promise<void> {
  const returned = await transaction.rows<{ entityId: string }>(
    `update hot.deletion d set state = 'kept', evidence = d.evidence || '{"ledger": "a resource makes it again"}'
     from (
       select v.id, e.id as entity_id from unnest($2::uuid[], $3::text[], $4::text[]) as v (id, blueprint, identifier)
       join app.blueprint_name b on b.tenant_id = $1 and b.name = v.blueprint
       cross join lateral (
         select e.id from hot.entity e where e.tenant_id = $1 and e.blueprint_id = b.id and e.identifier = v.identifier limit 1
       ) e
       cross join lateral (
         select true from hot.claim c
         join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key and r.absent_at is null
         where c.tenant_id = $1 and c.entity_id = e.id and not c.unmapped limit 1
       ) made
     ) returned
     where d.tenant_id = $1 and d.id = returned.id and d.state = 'deleting' returning returned.entity_id::text as "entityId"`,
    [
      tenantId,
      unfinished.map(({ id }) => id),
      unfinished.map(({ blueprint }) => blueprint),
      unfinished.map(({ identifier }) => identifier),
    ],
  );
  await unconfirm(
    transaction,
    tenantId,
    returned.map(({ entityId }) => entityId),
  );
}

export async function journal(
  transaction: Transaction,
  tenantId: TenantId,
  { integrationId, syncId, operationId }: DeletionRun,
  begun: IntendedDeletion[],
): Promise<void> {
  await transaction.count(
    `with v as (
       select * from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::jsonb[], $10::bytea[]) as v (blueprint, identifier, aws_id, reason, hold_id, evidence, before_ct)),
     unfinished as (
       delete from hot.deletion d using v where d.tenant_id = $1 and d.state = 'deleting' and d.blueprint = v.blueprint and d.identifier = v.identifier
       returning d.blueprint, d.identifier, d.before_ct)
     insert into hot.deletion (tenant_id, id, integration_id, sync_id, operation_id, blueprint, identifier, aws_id, reason, hold_id, evidence, before_ct, state)
     select $1, gen_random_uuid(), $2, $3, $11, v.blueprint, v.identifier, v.aws_id, v.reason, v.hold_id, v.evidence,
       coalesce(v.before_ct, (select u.before_ct from unfinished u
         where u.blueprint = v.blueprint and u.identifier = v.identifier and u.before_ct is not null limit 1)), 'deleting'
     from v`,
    [
      tenantId,
      integrationId,
      syncId,
      ...columns(begun, ['blueprint', 'identifier', 'awsId', 'reason', 'holdId']),
      begun.map((deletion) => JSON.stringify(deletion.evidence)),
      begun.map((deletion) => deletion.before),
      operationId,
    ],
  );
}

/** A claim that was made while Port deleted the entity stays, unconfirmed: it is pushed again. */
export async function forgetEntities(
  transaction: Transaction,
  tenantId: TenantId,
  ids: string[],
  operationId: OperationId | null,
): Promise<void> {
  const dead = await transaction.rows<{ scope_id: string; key: Buffer }>(
    `delete from hot.claim d using (
       select c.scope_id, c.key, c.entry, c.entity_id
       from hot.claim c join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
       ${WITH_SCOPE}
       where c.tenant_id = $1 and c.entity_id = any($2::bigint[]) and (${IS_DEAD} or ${IS_RELEASED})) v
     where d.tenant_id = $1 and d.scope_id = v.scope_id and d.key = v.key and d.entry = v.entry and d.entity_id = v.entity_id
     returning d.scope_id, d.key`,
    [tenantId, ids, operationId],
  );
  await transaction.count(
    `delete from hot.resource r using unnest($2::bigint[], $3::bytea[]) as v (scope_id, key)
     where r.tenant_id = $1 and r.scope_id = v.scope_id and r.key = v.key
       and (r.absent_at is not null or exists (
         select from hot.scope s where s.tenant_id = r.tenant_id and s.id = r.scope_id and s.released_by = $4))
       and not exists (select from hot.claim c where c.tenant_id = r.tenant_id and c.scope_id = r.scope_id and c.key = r.key)`,
    [tenantId, ...columns(dead, ['scope_id', 'key']), operationId],
  );
  await unconfirm(transaction, tenantId, ids);
  await transaction.count(`delete from hot.failure where tenant_id = $1 and entity_id = any($2::bigint[])`, [
    tenantId,
    ids,
  ]);
  await transaction.count(
    `delete from hot.entity e where e.tenant_id = $1 and e.id = any($2::bigint[])
       and not exists (select from hot.claim c where c.tenant_id = e.tenant_id and c.entity_id = e.id)`,
    [tenantId, ids],
  );
}

export async function close(
  transaction: Transaction,
  tenantId: TenantId,
  deletions: DeletionCandidate[],
  { state, evidence }: { state: 'deleted' | 'kept'; evidence: JsonObject },
): Promise<void> {
  if (deletions.length === 0) return;
  await transaction.count(
    `update hot.deletion d set state = $4, evidence = d.evidence || $5::jsonb from unnest($2::text[], $3::text[]) as v (blueprint, identifier)
     where d.tenant_id = $1 and d.state = 'deleting' and d.blueprint = v.blueprint and d.identifier = v.identifier`,
    [tenantId, ...columns(deletions, ['blueprint', 'identifier']), state, evidence],
  );
}
